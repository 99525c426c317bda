package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When an alert rule alerts: a statement about what was observed, without a budget. */
public sealed interface RuleCondition {
    /** How the observations of a window become one number. */
    enum Aggregation {
        /** bad ÷ total; a rule with it says what is good or bad. */
        ERROR_RATIO("errorRatio"),
        /** How many observations were selected. */
        COUNT("count"),
        /** How many were bad. */
        BAD("bad"),
        SUM("sum"),
        MEAN("mean"),
        MIN("min"),
        MAX("max"),
        /** The value with the latest event time. */
        LAST("last"),
        /** The last value less the first of the window: growth since the baseline. */
        INCREASE("increase"),
        /** A quantile of latency, with at most 1.6 % relative error; compared as a share of events where that is exact. */
        P50("p50"),
        /** What web vitals are judged by. */
        P75("p75"),
        P90("p90"),
        P95("p95"),
        P99("p99");

        private final String word;

        Aggregation(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Whether it needs the {@code value} of a measure. */
        public boolean needsValue() {
            return this != ERROR_RATIO && this != COUNT && this != BAD;
        }

        /** The quantile, from 0 to 1, or NaN for those that are none. */
        public double quantile() {
            return switch (this) {
                case P50 -> 0.5;
                case P75 -> 0.75;
                case P90 -> 0.9;
                case P95 -> 0.95;
                case P99 -> 0.99;
                case ERROR_RATIO, COUNT, BAD, SUM, MEAN, MIN, MAX, LAST, INCREASE -> Double.NaN;
            };
        }
    }

    /**
     * The aggregate over a window compares as stated.
     *
     * @param sustained when present, it must have held for so long; a lapse shorter than {@link #lapse} does not begin it anew
     * @param minEvents fewer observations in the window say nothing; 1 at least
     */
    record Threshold(
            Aggregation aggregation,
            Duration window,
            Comparison op,
            BigDecimal value,
            Optional<Duration> sustained,
            long minEvents)
            implements RuleCondition {
        public Threshold {
            Objects.requireNonNull(aggregation, "aggregation");
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(op, "op");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(sustained, "sustained");
            if (minEvents < 1) {
                throw new IllegalArgumentException("a window without an observation says nothing");
            }
        }

        /** For how long the condition may lapse while it is being sustained: a quarter of it, at least ten seconds. */
        public Duration lapse() {
            Duration quarter = sustained.orElse(Duration.ZERO).dividedBy(4);
            return quarter.compareTo(Duration.ofSeconds(10)) < 0 ? Duration.ofSeconds(10) : quarter;
        }
    }

    /**
     * The latest so many results were all bad, in at least {@code quorum} of the lanes; a result that is no evidence is passed over.
     *
     * @param count how many in a row
     * @param lanes the fields that keep results apart, for example {@code location} and {@code target}
     * @param quorum in how many lanes
     */
    record Consecutive(int count, List<Selector> lanes, int quorum) implements RuleCondition {
        /** Longer runs are a matter for a window. */
        public static final int LONGEST = 100;

        public Consecutive {
            lanes = List.copyOf(lanes);
            if (count < 1 || count > LONGEST) {
                throw new IllegalArgumentException("1 to " + LONGEST + " results in a row, not " + count);
            }
            if (quorum < 1) {
                throw new IllegalArgumentException("a quorum is at least one lane");
            }
        }
    }

    /** Nothing was observed for a time: also the age of the last backup. */
    record NoData(Duration within) implements RuleCondition {
        public NoData {
            Objects.requireNonNull(within, "within");
        }
    }

    /**
     * Usage in a calendar period has reached a share of its limit.
     *
     * @param aggregation COUNT or SUM
     * @param warnAtPpm of a million parts of the limit
     */
    record Quota(Aggregation aggregation, BigDecimal limit, BudgetPeriod.Calendar period, long warnAtPpm)
            implements RuleCondition {
        public Quota {
            Objects.requireNonNull(aggregation, "aggregation");
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(period, "period");
            if (aggregation != Aggregation.COUNT && aggregation != Aggregation.SUM) {
                throw new IllegalArgumentException("usage is a count or a sum");
            }
            if (limit.signum() <= 0) {
                throw new IllegalArgumentException("a limit is above 0, and is " + limit.toPlainString());
            }
        }
    }
}
