package slipstream.streams.budget;

import java.math.BigInteger;
import java.util.OptionalLong;
import slipstream.contract.slo.Objective;
import slipstream.streams.slice.TierSlices;

/**
 * When a budget will be gone if things go on as they do.
 *
 * <p>Over a rolling period P the bad events of the past expire while new ones come, so the budget is gone at the first τ with
 *
 * <p>Σ bad of (now + τ − P, now] + b̂·τ ≥ a · (Σ total of (now + τ − P, now] + t̂·τ)
 *
 * <p>where a = 1 − target, and b̂ and t̂ are the bad events and all events of the lookback window ÷ its length. Between two slices both
 * sides are straight lines, so the crossing is found exactly by walking from slice to slice; a slice expires as a whole, when the
 * window does not hold it any more. In a calendar period nothing expires, and what lies beyond its end does not matter. Without an
 * event nothing is gone. Pure.
 */
public final class Exhaustion {
    private static final BigInteger MILLION = BigInteger.valueOf(Objective.MILLION);

    private final long badPpm;
    private final Rate rate;
    private final double slope;

    private Exhaustion(Objective objective, Rate rate) {
        this.badPpm = objective.badPpm();
        this.rate = rate;
        this.slope = approximately(rate.total(), rate.bad()) / rate.lookbackMillis();
    }

    /** How many events come in so much time. */
    public record Rate(long total, long bad, long lookbackMillis) {}

    /**
     * The time until a budget is gone, in milliseconds; 0 when it is gone, empty when it survives the period.
     *
     * @param stepMillis the length of the slices, which are aligned to the epoch
     */
    public static OptionalLong rolling(
            Objective objective, TierSlices slices, long stepMillis, long nowMillis, Rate rate) {
        Exhaustion exhaustion = new Exhaustion(objective, rate);
        long total = 0;
        long bad = 0;
        for (int age = 0; age < slices.count(); age++) {
            total += slices.total(age);
            bad += slices.bad(age);
        }
        long from = 0;
        long to = stepMillis - Math.floorMod(nowMillis, stepMillis);
        for (int oldest = slices.count() - 1; oldest >= 0; oldest--) {
            OptionalLong gone = exhaustion.firstGone(total, bad, from, to);
            if (gone.isPresent()) {
                return gone;
            }
            total -= slices.total(oldest);
            bad -= slices.bad(oldest);
            from = to;
            to += stepMillis;
        }
        return exhaustion.firstGone(total, bad, from, from + 1);
    }

    /**
     * The same for a calendar period.
     *
     * @param untilEndMillis how long the period still lasts
     */
    public static OptionalLong calendar(Objective objective, long total, long bad, long untilEndMillis, Rate rate) {
        return new Exhaustion(objective, rate).firstGone(total, bad, 0, Math.max(1, untilEndMillis));
    }

    /** The first instant, from one (inclusive) to another (exclusive), at which it is gone if nothing expires between. */
    private OptionalLong firstGone(long total, long bad, long from, long to) {
        double excess = approximately(total, bad);
        double highest = excess + Math.max(slope * from, slope * to);
        double rounding = 1e-9 * ((double) bad * Objective.MILLION + (double) badPpm * total + Math.abs(slope) * to);
        if (highest < -rounding) {
            return OptionalLong.empty();
        }
        if (isGone(total, bad, from)) {
            return OptionalLong.of(from);
        }
        BigInteger perMilli = excess(rate.total(), rate.bad());
        if (perMilli.signum() <= 0) {
            return OptionalLong.empty();
        }
        BigInteger[] millis = level(total, bad).negate().divideAndRemainder(perMilli);
        BigInteger first = millis[1].signum() > 0 ? millis[0].add(BigInteger.ONE) : millis[0];
        first = first.max(BigInteger.valueOf(from + 1));
        return first.compareTo(BigInteger.valueOf(to)) < 0
                ? OptionalLong.of(first.longValueExact())
                : OptionalLong.empty();
    }

    private boolean isGone(long total, long bad, long afterMillis) {
        boolean isAny = total > 0 || (rate.total() > 0 && afterMillis > 0);
        BigInteger grown = excess(rate.total(), rate.bad()).multiply(BigInteger.valueOf(afterMillis));
        return isAny && level(total, bad).add(grown).signum() >= 0;
    }

    /** The excess in steps so small that what a millisecond adds is whole. */
    private BigInteger level(long total, long bad) {
        return excess(total, bad).multiply(BigInteger.valueOf(rate.lookbackMillis()));
    }

    /** bad − a · total, in millionths. */
    private BigInteger excess(long total, long bad) {
        return BigInteger.valueOf(bad)
                .multiply(MILLION)
                .subtract(BigInteger.valueOf(badPpm).multiply(BigInteger.valueOf(total)));
    }

    private double approximately(long total, long bad) {
        return (double) bad * Objective.MILLION - (double) badPpm * total;
    }
}
