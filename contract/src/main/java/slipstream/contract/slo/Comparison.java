package slipstream.contract.slo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an OpenSLO objective compares a value with its threshold ({@code op}). */
public enum Comparison {
    LTE,
    GTE,
    LT,
    GT;

    /** Whether {@code value op threshold} holds. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case LTE -> value <= threshold;
            case GTE -> value >= threshold;
            case LT -> value < threshold;
            case GT -> value > threshold;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Comparison> ofWord(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
    }
}
