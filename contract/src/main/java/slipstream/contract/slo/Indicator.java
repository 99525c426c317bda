package slipstream.contract.slo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** What is measured: which observations count, and which of them are good. */
public sealed interface Indicator {
    /** The observations that count. */
    Selector total();

    /** Everything that decides what is counted, in one text. */
    String canonicalText();

    /** A short hash of what is counted: it changes exactly when counts before and after cannot be added up. */
    default String version() {
        try {
            byte[] text = canonicalText().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

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
}
