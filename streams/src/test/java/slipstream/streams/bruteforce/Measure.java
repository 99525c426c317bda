package slipstream.streams.bruteforce;

import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import slipstream.contract.document.Location;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.Selector;

/**
 * An indicator twice: in the words of a definition, and as plain Java.
 *
 * @param bad how much of {@code unit} is bad, or {@link #NO_EVIDENCE}
 */
record Measure(Indicator indicator, Predicate<Seen> selects, ToLongFunction<Seen> bad, long unit) {
    static final long NO_EVIDENCE = -1;

    private static final long MILLION = 1_000_000;

    /** @param route whose requests are measured, or empty for all */
    static Measure ofStatus(String route, boolean byGood) {
        Indicator indicator = byGood
                ? new Indicator.GoodRatio(total(route), selector("status < 500"))
                : new Indicator.BadRatio(total(route), selector("status >= 500"));
        return new Measure(
                indicator, selects(route), seen -> seen.status() == 0 ? NO_EVIDENCE : seen.status() >= 500 ? 1 : 0, 1);
    }

    static Measure ofLatency(String route, Comparison good, double threshold) {
        return new Measure(
                new Indicator.Threshold(total(route), selector("latencyMillis"), good, threshold),
                selects(route),
                seen -> {
                    double latency = seen.latencyMillis();
                    if (Double.isNaN(latency)) {
                        return NO_EVIDENCE;
                    }
                    boolean isGood = switch (good) {
                        case LT -> latency < threshold;
                        case LTE -> latency <= threshold;
                        case GT -> latency > threshold;
                        case GTE -> latency >= threshold;
                    };
                    return isGood ? 0 : 1;
                },
                1);
    }

    static Measure ofShare(String route, boolean isSuccess) {
        return new Measure(
                new Indicator.Raw(total(route), selector("double(attributes.share)"), isSuccess),
                selects(route),
                seen -> {
                    long share = seen.shareMillionths();
                    if (share < 0 || share > MILLION) {
                        return NO_EVIDENCE;
                    }
                    return isSuccess ? MILLION - share : share;
                },
                MILLION);
    }

    /** Everything counts and nothing is bad. */
    static Measure ofAll() {
        return new Measure(new Indicator.Selected(total("")), selects(""), seen -> 0, 1);
    }

    private static Predicate<Seen> selects(String route) {
        return seen -> route.isEmpty() || seen.route().equals(route);
    }

    private static Selector total(String route) {
        return selector(route.isEmpty() ? "service == 'web'" : "service == 'web' && route == '" + route + "'");
    }

    static Selector selector(String expression) {
        return new Selector(expression, Location.startOf("random.yaml"), "selector");
    }
}
