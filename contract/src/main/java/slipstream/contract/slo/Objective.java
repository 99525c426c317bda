package slipstream.contract.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * A promise about an indicator, kept exact: 99.9 % is 1 000 bad per million, never {@code 100 - 99.9}.
 *
 * @param name empty when the SLO has just one objective
 * @param badPpm how many of a million events may be bad; the error budget. 0 is a target of 100 %, which has no budget
 * @param slice how time is cut, for the methods that count slices
 * @param indicator which of the SLO's indicators it is about: 0 unless the SLO is a composite
 * @param weightMillis its weight in a composite, in thousandths
 */
public record Objective(String name, long badPpm, Optional<TimeSlice> slice, int indicator, long weightMillis) {
    public static final long MILLION = 1_000_000L;

    /** A weight of 1, in thousandths. */
    public static final long WHOLE_WEIGHT = 1_000L;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MAX_DIGITS = 30;

    public Objective {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(slice, "slice");
        if (badPpm < 0 || badPpm > MILLION) {
            throw new IllegalArgumentException("a budget of " + badPpm + " per million is outside 0 to 1000000");
        }
        if (indicator < 0) {
            throw new IllegalArgumentException("indicators are counted from 0");
        }
        if (weightMillis < 1) {
            throw new IllegalArgumentException("a weight is above 0");
        }
    }

    /** A promise by events, about the SLO's only indicator. */
    public Objective(String name, long badPpm) {
        this(name, badPpm, Optional.empty(), 0, WHOLE_WEIGHT);
    }

    /**
     * From a target such as {@code 0.999}, as it stands in the document.
     *
     * @throws IllegalArgumentException when it is outside [0, 1) or finer than one per million
     */
    public static Objective ofTarget(String name, BigDecimal target) {
        requireFewDigits(target);
        if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "a target is at least 0 and below 1, for example 0.999, and is " + target.toPlainString()
                            + (target.compareTo(BigDecimal.ONE) > 0 ? " (a percentage goes in targetPercent)" : ""));
        }
        return of(name, target, target.toPlainString());
    }

    /**
     * From a target in percent such as {@code 99.9}, as it stands in the document.
     *
     * @throws IllegalArgumentException when it is outside [0, 100) or finer than one per million
     */
    public static Objective ofTargetPercent(String name, BigDecimal percent) {
        requireFewDigits(percent);
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) >= 0) {
            throw new IllegalArgumentException(
                    "a target in percent is at least 0 and below 100, for example 99.9, and is "
                            + percent.toPlainString());
        }
        return of(name, percent.movePointLeft(2), percent.toPlainString() + " %");
    }

    private static Objective of(String name, BigDecimal target, String asWritten) {
        BigDecimal ppm = BigDecimal.ONE.subtract(target).multiply(BigDecimal.valueOf(MILLION));
        try {
            return new Objective(name, ppm.setScale(0, RoundingMode.UNNECESSARY).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a target is kept exactly, to one per million: " + asWritten + " is finer than that", e);
        }
    }

    /** Exact arithmetic on 1e-999999999 would need a billion digits. */
    private static void requireFewDigits(BigDecimal number) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "a target has at most " + MAX_DIGITS + " digits, for example 0.999, and is " + number);
        }
    }

    /** The share of events that must be good. */
    public double target() {
        return (MILLION - badPpm) / (double) MILLION;
    }

    /** The target in percent as people write it, for example {@code 99.9}. */
    public String targetPercent() {
        return BigDecimal.valueOf(MILLION - badPpm)
                .divide(BigDecimal.valueOf(10_000))
                .stripTrailingZeros()
                .toPlainString();
    }
}
