package slipstream.contract.slo;

import java.util.Objects;

/** What is measured: which observations count, and which of them are good. */
public sealed interface Indicator {
    /** The observations that count. */
    Selector total();

    /** Everything that decides what is counted, in one text. */
    String canonicalText();

    /** good ÷ total: of the observations that count, those that match {@code good} are good. */
    record GoodRatio(Selector total, Selector good) implements Indicator {
        public GoodRatio {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(good, "good");
        }

        @Override
        public String canonicalText() {
            return String.join("\n", "good", total.expression(), good.expression());
        }
    }

    /** (total − bad) ÷ total: of the observations that count, those that match {@code bad} are bad. */
    record BadRatio(Selector total, Selector bad) implements Indicator {
        public BadRatio {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(bad, "bad");
        }

        @Override
        public String canonicalText() {
            return String.join("\n", "bad", total.expression(), bad.expression());
        }
    }

    /**
     * An observation is good when its value compares with the threshold as stated. "P95 below 2 000 ms" is exactly "at least
     * 95 % below 2 000 ms", which needs no percentile and has a budget.
     *
     * @param value the numeric field that is compared, for example {@code latencyMillis}
     */
    record Threshold(Selector total, Selector value, Comparison comparison, double threshold) implements Indicator {
        public Threshold {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(comparison, "comparison");
        }

        @Override
        public String canonicalText() {
            return String.join(
                    "\n",
                    "threshold",
                    total.expression(),
                    value.expression(),
                    comparison.word(),
                    Double.toString(threshold));
        }
    }

    /**
     * Each observation is itself a ratio between 0 and 1 (OpenSLO's {@code raw}). Counted in millionths: an observation is a
     * million, of which the part that failed is bad.
     *
     * @param isSuccess whether the value is the share that succeeded, or the one that failed ({@code rawType})
     */
    record Raw(Selector total, Selector value, boolean isSuccess) implements Indicator {
        /** What one observation counts. */
        public static final long UNITS = 1_000_000L;

        public Raw {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String canonicalText() {
            return String.join("\n", "raw", total.expression(), value.expression(), isSuccess ? "success" : "failure");
        }
    }

    /** Every observation that is selected counts, and none is bad: for rules that look at values, or only at whether anything comes. */
    record Selected(Selector total) implements Indicator {
        public Selected {
            Objects.requireNonNull(total, "total");
        }

        @Override
        public String canonicalText() {
            return String.join("\n", "selected", total.expression());
        }
    }
}
