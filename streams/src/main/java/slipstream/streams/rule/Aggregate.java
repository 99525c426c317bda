package slipstream.streams.rule;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.RuleCondition;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Series;
import slipstream.streams.slice.Values;

/**
 * The aggregate of a threshold rule over its window, and how it compares.
 *
 * <p>A quantile is decided by counting, not by its estimate: by nearest rank the q-quantile of n values is above x exactly when
 * more than (1 − q)·n of them are. The values above x were counted as bad.
 *
 * @param value the aggregate for people; empty when there was nothing to aggregate
 * @param holds whether it compares with the threshold as stated
 */
record Aggregate(RuleCondition.Threshold threshold, Optional<Double> value, boolean holds, long events) {
    private static final BigDecimal ONE = BigDecimal.ONE;

    static Aggregate of(RuleCondition.Threshold threshold, Series series) {
        Counts counts = series.counts(0);
        RuleCondition.Aggregation aggregation = threshold.aggregation();
        if (!Double.isNaN(aggregation.quantile())) {
            return ofQuantile(threshold, series, counts);
        }
        if (aggregation.needsValue()) {
            return ofValues(threshold, series.values(0));
        }
        return switch (aggregation) {
            case ERROR_RATIO -> {
                // bad ÷ total op x ⇔ bad op x · total
                boolean holds = counts.total() > 0
                        && holds(
                                threshold,
                                BigDecimal.valueOf(counts.bad()),
                                threshold.value().multiply(BigDecimal.valueOf(counts.total())));
                yield new Aggregate(
                        threshold,
                        counts.total() == 0 ? Optional.empty() : Optional.of((double) counts.bad() / counts.total()),
                        holds && counts.total() >= threshold.minEvents(),
                        counts.total());
            }
            case BAD -> ofCount(threshold, counts.bad(), counts.total());
            default -> ofCount(threshold, counts.total(), counts.total());
        };
    }

    private static Aggregate ofCount(RuleCondition.Threshold threshold, long count, long events) {
        boolean holds =
                events >= threshold.minEvents() && holds(threshold, BigDecimal.valueOf(count), threshold.value());
        return new Aggregate(threshold, Optional.of((double) count), holds, events);
    }

    private static Aggregate ofQuantile(RuleCondition.Threshold threshold, Series series, Counts counts) {
        BigDecimal rest =
                ONE.subtract(BigDecimal.valueOf(threshold.aggregation().quantile()));
        boolean isAbove =
                BigDecimal.valueOf(counts.bad()).compareTo(rest.multiply(BigDecimal.valueOf(counts.total()))) > 0;
        boolean asked = threshold.op() == Comparison.GT || threshold.op() == Comparison.GTE;
        OptionalDouble shown = series.quantileMillis(0, threshold.aggregation().quantile());
        return new Aggregate(
                threshold,
                shown.isPresent() ? Optional.of(shown.getAsDouble()) : Optional.empty(),
                counts.total() >= threshold.minEvents() && isAbove == asked,
                counts.total());
    }

    private static Aggregate ofValues(RuleCondition.Threshold threshold, Values values) {
        if (values.count() == 0) {
            return new Aggregate(threshold, Optional.empty(), false, 0);
        }
        double value = switch (threshold.aggregation()) {
            case SUM -> values.sum();
            case MEAN -> values.mean();
            case MIN -> values.min();
            case MAX -> values.max();
            case LAST -> values.last();
            case INCREASE -> values.increase();
            case ERROR_RATIO, COUNT, BAD, P50, P75, P90, P95, P99 ->
                throw new IllegalStateException("no number of its own: " + threshold.aggregation());
        };
        boolean holds = values.count() >= threshold.minEvents() && holds(threshold, values);
        return new Aggregate(threshold, Optional.of(value), holds, values.count());
    }

    /** Numbers are compared as the decimals that people write: 16 of 20 are 0.8 and not above it, whatever a double makes of that. */
    private static boolean holds(RuleCondition.Threshold threshold, Values values) {
        BigDecimal bound = threshold.value();
        return switch (threshold.aggregation()) {
            case SUM -> holds(threshold, BigDecimal.valueOf(values.sum()), bound);
            // sum ÷ count op x ⇔ sum op x · count
            case MEAN ->
                holds(threshold, BigDecimal.valueOf(values.sum()), bound.multiply(BigDecimal.valueOf(values.count())));
            case MIN -> holds(threshold, BigDecimal.valueOf(values.min()), bound);
            case MAX -> holds(threshold, BigDecimal.valueOf(values.max()), bound);
            case LAST -> holds(threshold, BigDecimal.valueOf(values.last()), bound);
            case INCREASE ->
                holds(threshold, BigDecimal.valueOf(values.last()).subtract(BigDecimal.valueOf(values.first())), bound);
            case ERROR_RATIO, COUNT, BAD, P50, P75, P90, P95, P99 ->
                throw new IllegalStateException("no number of its own: " + threshold.aggregation());
        };
    }

    private static boolean holds(RuleCondition.Threshold threshold, BigDecimal left, BigDecimal right) {
        int compared = left.compareTo(right);
        return switch (threshold.op()) {
            case GT -> compared > 0;
            case GTE -> compared >= 0;
            case LT -> compared < 0;
            case LTE -> compared <= 0;
        };
    }

    AlertEvent.Measured measured() {
        return new AlertEvent.Measured(name(), value, threshold.value().doubleValue(), events);
    }

    /** For example: {@code mean over 5m is 1240, above 1000 (812 observations)}. */
    String words() {
        String compared = switch (threshold.op()) {
            case GT -> "above ";
            case GTE -> "at least ";
            case LT -> "below ";
            case LTE -> "at most ";
        };
        String sustained =
                threshold.sustained().map(d -> " for " + Durations.format(d)).orElse("");
        return name() + " is " + value.map(Aggregate::number).orElse("unknown")
                + (holds ? ", " : ", the rule is ") + compared
                + number(threshold.value().doubleValue()) + sustained + " (" + events + " observations)";
    }

    private String name() {
        return threshold.aggregation().word() + " over " + Durations.format(threshold.window());
    }

    /** A number as people write it: whole when it is, else with four significant digits. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
