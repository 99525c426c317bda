package slipstream.streams.bruteforce;

import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * When a budget is gone, by trying one stretch of time after the other: within a stretch nothing expires, and both bad and all events
 * grow by the rate of the lookback window. The budget is gone when bad ≥ (1 − target) · total, of at least something.
 */
record BruteExhaustion(long badPpm, long recentTotal, long recentBad, long lookbackMillis) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /** @param expiring what leaves the period, and after how long */
    OptionalLong firstGone(SortedMap<Long, Figures> expiring) {
        long total = BruteBudget.total(expiring.values());
        long bad = expiring.values().stream().mapToLong(Figures::bad).sum();
        long from = 0;
        for (Map.Entry<Long, Figures> next : expiring.entrySet()) {
            OptionalLong gone = firstGone(total, bad, from);
            if (gone.isPresent() && gone.getAsLong() < next.getKey()) {
                return gone;
            }
            total -= next.getValue().total();
            bad -= next.getValue().bad();
            from = next.getKey();
        }
        // With nothing left to expire the share of bad events stays as it is from the next instant on.
        OptionalLong gone = firstGone(total, bad, from);
        return gone.isPresent() && gone.getAsLong() <= from + 1 ? gone : OptionalLong.empty();
    }

    /** The first whole millisecond, not before {@code from}, at which it is gone if nothing expires. */
    OptionalLong firstGone(long total, long bad, long from) {
        if (isGone(total, bad, from)) {
            return OptionalLong.of(from);
        }
        BigInteger slope = slope();
        if (slope.signum() <= 0) {
            return OptionalLong.empty();
        }
        BigInteger missing = level(total, bad).negate();
        BigInteger[] whole = missing.divideAndRemainder(slope);
        long first = Math.max(from, whole[0].longValueExact() + (whole[1].signum() > 0 ? 1 : 0));
        while (!isGone(total, bad, first)) {
            first++;
        }
        return OptionalLong.of(first);
    }

    private boolean isGone(long total, long bad, long after) {
        boolean isAny = total > 0 || (recentTotal > 0 && after > 0);
        return isAny
                && level(total, bad)
                                .add(slope().multiply(BigInteger.valueOf(after)))
                                .signum()
                        >= 0;
    }

    /** (bad − (1 − target) · total) · 10⁶ · lookback */
    private BigInteger level(long total, long bad) {
        return share(total, bad).multiply(BigInteger.valueOf(lookbackMillis));
    }

    /** What is added to the level in a millisecond. */
    private BigInteger slope() {
        return share(recentTotal, recentBad);
    }

    private BigInteger share(long total, long bad) {
        return BigInteger.valueOf(bad)
                .multiply(MILLION)
                .subtract(BigInteger.valueOf(badPpm).multiply(BigInteger.valueOf(total)));
    }
}
