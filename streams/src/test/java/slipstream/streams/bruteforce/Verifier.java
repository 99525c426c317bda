package slipstream.streams.bruteforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.Series;
import slipstream.streams.slice.Tier;
import slipstream.streams.slice.WindowSums;

/** Compares every figure of a reading with the oracle's. */
final class Verifier {
    private final BruteForce oracle;
    private int comparisons;

    Verifier(BruteForce oracle) {
        this.oracle = oracle;
    }

    int comparisons() {
        return comparisons;
    }

    void verify(Reading reading) {
        List<String> group = reading.account().key().group();
        BruteAccount account = oracle.accounts.get(group);
        if (account == null) {
            throw new AssertionError("the oracle has no group " + group + ", only " + oracle.accounts.keySet());
        }
        long at = reading.atMillis();
        List<Duration> windows = reading.account().plan().series().windows();
        for (int indicator = 0; indicator < oracle.of.measures().size(); indicator++) {
            Series series = reading.account().series(indicator);
            for (int w = 0; w < series.count(); w++) {
                long from = w < windows.size()
                        ? BruteTime.from(windows.get(w), at)
                        : account.period(at).from();
                same("start of " + series.name(w), at, from, series.startMillis(w));
                same(
                        "indicator " + indicator + " over " + series.name(w),
                        at,
                        account.figures(indicator, from, at),
                        figures(series.counts(w)));
                latencies(reading, account, indicator, w, from);
                if (w < windows.size()) {
                    coverage(account, indicator, windows.get(w), at, series.coverage(w));
                }
            }
        }
        oracle.of.slo().ifPresent(slo -> objectives(slo, reading, account, windows));
    }

    private void objectives(SloDefinition slo, Reading reading, BruteAccount account, List<Duration> windows) {
        long at = reading.atMillis();
        for (int i = 0; i < slo.objectives().size(); i++) {
            points("objective " + i, reading.account().sums(i), account.points(i, at), account, windows, at);
        }
        reading.account()
                .combined()
                .ifPresent(sums -> points("composite", sums, account.combined(at), account, windows, at));
        BudgetPeriod period = slo.period();
        if (period instanceof BudgetPeriod.Calendar) {
            same(
                    "end of the period",
                    at,
                    account.period(at).to(),
                    reading.account().endOfPeriodMillis());
        }
    }

    private void points(
            String what,
            WindowSums sums,
            List<BruteAccount.Point> points,
            BruteAccount account,
            List<Duration> windows,
            long at) {
        for (int w = 0; w < sums.count(); w++) {
            long from = w < windows.size()
                    ? BruteTime.from(windows.get(w), at)
                    : account.period(at).from();
            Figures expected = BruteAccount.sum(points, from);
            same(what + " total over " + sums.name(w), at, expected.total(), sums.total(w));
            same(what + " bad over " + sums.name(w), at, expected.bad(), sums.bad(w));
        }
    }

    /** The share of a window's steps in which anything was seen. */
    private void coverage(BruteAccount account, int indicator, Duration window, long at, double actual) {
        long step = BruteTime.step(window);
        long from = BruteTime.from(window, at);
        Set<Long> seen = new HashSet<>();
        account.upTo(at)
                .filter(event -> event.indicator == indicator && event.seen.timeMillis() >= from)
                .forEach(event -> seen.add(Math.floorDiv(event.seen.timeMillis(), step)));
        same("coverage of " + window, at, Math.min(1, seen.size() / (double) (window.toMillis() / step)), actual);
    }

    /** Quantiles to 1/64 of their value, and means. */
    private void latencies(Reading reading, BruteAccount account, int indicator, int w, long from) {
        boolean ofLatency = oracle.of.slo().isPresent();
        List<Duration> windows = reading.account().plan().series().windows();
        Tier tier = w < windows.size()
                ? reading.account().plan().series().percentiles().get(windows.get(w))
                : Tier.TEN_SECONDS;
        if (!ofLatency || tier == null) {
            return;
        }
        long at = reading.atMillis();
        long start = w < windows.size()
                ? tier.startMillis(tier.sliceOf(at)) - windows.get(w).toMillis()
                : from;
        List<Double> expected = new ArrayList<>();
        account.upTo(at)
                .filter(event -> event.indicator == indicator && event.figures.total() > 0)
                .filter(event -> event.seen.timeMillis() >= start && !Double.isNaN(event.seen.latencyMillis()))
                .forEach(event -> expected.add(event.seen.latencyMillis()));
        Series series = reading.account().series(indicator);
        for (double q : new double[] {0.5, 0.95, 1}) {
            OptionalDouble actual = series.quantileMillis(w, q);
            same("whether there is a quantile over " + series.name(w), at, !expected.isEmpty(), actual.isPresent());
            if (actual.isPresent()) {
                double exact = BruteRule.nearestRank(expected, java.math.BigDecimal.valueOf(q));
                close(
                        "quantile " + q + " over " + series.name(w),
                        at,
                        exact,
                        actual.getAsDouble(),
                        exact / 64 + 0.0006);
            }
        }
        if (!expected.isEmpty()) {
            double mean = expected.stream().mapToDouble(Double::doubleValue).sum() / expected.size();
            close("mean over " + series.name(w), at, mean, series.meanMillis(w).orElseThrow(), 1e-9 * (1 + mean));
        }
    }

    private static Figures figures(Counts counts) {
        return new Figures(counts.total(), counts.bad(), counts.unjudged(), counts.excluded(), counts.excludedBad());
    }

    private void same(String what, long at, Object expected, Object actual) {
        comparisons++;
        if (!expected.equals(actual)) {
            throw new AssertionError(what + " at " + at + " is " + actual + ", by brute force " + expected);
        }
    }

    private void close(String what, long at, double expected, double actual, double off) {
        comparisons++;
        if (Math.abs(actual - expected) > off) {
            throw new AssertionError(what + " at " + at + " is " + actual + ", by brute force " + expected);
        }
    }
}
