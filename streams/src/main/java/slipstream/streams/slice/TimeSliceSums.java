package slipstream.streams.slice;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import slipstream.contract.document.Durations;

/**
 * Windows over slices of time instead of events (OpenSLO's Timeslices and RatioTimeslices). A slice is judged when it has ended, by
 * the events that are known then, and judged anew when an event comes late. A slice without events is no evidence and does not
 * count. It belongs to every window in which its end lies. Event time; mutable, not thread-safe.
 */
final class TimeSliceSums implements WindowSums {
    /** How a slice counts. */
    interface Judge {
        /** What a slice counts in {@code total}. */
        long unit();

        /** How much of {@link #unit} is bad, given the events of each indicator; called only when there was any. */
        long bad(long[] totals, long[] bads);
    }

    private final SeriesPlan plan;
    private final Judge judge;
    private final long sliceMillis;
    private final SliceRing[] raw;
    private final TierRings rings;
    private final CalendarTally tally;
    private long judgedUpToMillis = Long.MIN_VALUE;

    /**
     * @param indicators how many indicators are judged together: 1, unless it is a composite
     * @param slice the length of a slice
     */
    TimeSliceSums(SeriesPlan plan, int indicators, Duration slice, Judge judge) {
        this.plan = plan;
        this.judge = judge;
        this.sliceMillis = slice.toMillis();
        // A window begins where a step of its tier does, and so reaches back further than its length.
        int kept = Math.toIntExact((plan.kept().toMillis() + Tier.HOUR.stepMillis()) / sliceMillis + 1);
        this.raw = new SliceRing[indicators];
        for (int i = 0; i < indicators; i++) {
            raw[i] = new SliceRing(sliceMillis, kept);
        }
        this.rings = new TierRings(plan.windows());
        this.tally = plan.calendar().map(CalendarTally::new).orElse(null);
    }

    /** Adds the events of the ten seconds that begin at an instant. */
    void add(int indicator, long startMillis, Counts counts) {
        if (counts.total() == 0) {
            return;
        }
        long slice = raw[indicator].sliceOf(startMillis);
        boolean isJudged = (slice + 1) * sliceMillis <= judgedUpToMillis;
        long totalBefore = isJudged ? unitOf(slice) : 0;
        long badBefore = isJudged ? badOf(slice) : 0;
        if (!raw[indicator].add(slice, counts.total(), counts.bad())) {
            return;
        }
        if (isJudged) {
            count(slice, unitOf(slice) - totalBefore, badOf(slice) - badBefore);
        }
    }

    /** Moves the clock on and judges the slices that have ended since. */
    void advanceTo(long millis) {
        for (SliceRing ring : raw) {
            ring.advanceTo(millis);
        }
        rings.advanceTo(millis);
        if (tally != null) {
            tally.advanceTo(millis);
        }
        long oldest = (raw[0].sliceOf(millis) - raw[0].size() + 1) * sliceMillis;
        long from = Math.max(judgedUpToMillis, oldest);
        long first = Math.floorDiv(from, sliceMillis);
        long last = Math.floorDiv(millis, sliceMillis) - 1;
        for (long slice = first; slice <= last; slice++) {
            if ((slice + 1) * sliceMillis > judgedUpToMillis && unitOf(slice) > 0) {
                count(slice, unitOf(slice), badOf(slice));
            }
        }
        judgedUpToMillis = Math.max(judgedUpToMillis, millis);
    }

    private long unitOf(long slice) {
        for (SliceRing ring : raw) {
            if (ring.totalAt(slice) > 0) {
                return judge.unit();
            }
        }
        return 0;
    }

    private long badOf(long slice) {
        long[] totals = new long[raw.length];
        long[] bads = new long[raw.length];
        boolean any = false;
        for (int i = 0; i < raw.length; i++) {
            totals[i] = raw[i].totalAt(slice);
            bads[i] = raw[i].badAt(slice);
            any |= totals[i] > 0;
        }
        return any ? judge.bad(totals, bads) : 0;
    }

    private void count(long slice, long total, long bad) {
        if (total == 0 && bad == 0) {
            return;
        }
        long lastTenSeconds = (slice + 1) * sliceMillis - Tier.TEN_SECONDS.stepMillis();
        rings.addSigned(lastTenSeconds, total, bad);
        if (tally != null) {
            tally.addSigned(lastTenSeconds, total, bad);
        }
    }

    /** The events of the slices, to be stored: they are all that is needed to judge anew. */
    SliceRing raw(int indicator) {
        return raw[indicator];
    }

    /** The judged slices of a tier, or null when it is not kept. */
    SliceRing ring(Tier tier) {
        return rings.ring(tier);
    }

    long sliceMillis() {
        return sliceMillis;
    }

    boolean isEmpty() {
        return rings.isEmpty();
    }

    @Override
    public int count() {
        return plan.windows().size() + (tally == null ? 0 : 1);
    }

    private boolean isCalendar(int window) {
        return window == plan.windows().size();
    }

    @Override
    public String name(int window) {
        return isCalendar(window)
                ? tally.name()
                : Durations.format(plan.windows().get(window));
    }

    @Override
    public long startMillis(int window) {
        return isCalendar(window) ? tally.startMillis() : rings.startMillis(window);
    }

    @Override
    public long total(int window) {
        return isCalendar(window) ? tally.current().counts().total() : rings.total(window);
    }

    @Override
    public long bad(int window) {
        return isCalendar(window) ? tally.current().counts().bad() : rings.bad(window);
    }

    @Override
    public Counts counts(int window) {
        return new Counts(total(window), bad(window), 0);
    }

    @Override
    public long unit() {
        return judge.unit();
    }

    /** Slices with events ÷ slices that have ended in the window. */
    @Override
    public double coverage(int window) {
        long elapsed = judgedUpToMillis - startMillis(window);
        long expected = Math.max(1, elapsed / sliceMillis);
        return Math.min(1, (double) total(window) / judge.unit() / expected);
    }

    @Override
    public OptionalDouble p95Millis(int window) {
        return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble meanMillis(int window) {
        return OptionalDouble.empty();
    }

    /** The ways in which OpenSLO counts slices. */
    static final class Judges {
        /** A billion parts: the ratio of a slice is kept to nine digits, rounded half up. */
        static final long PARTS = 1_000_000_000L;

        /** Below this no product with {@code 2 * PARTS} leaves a long. */
        private static final long SMALL = 1L << 31;

        private Judges() {}

        /** A slice is bad when it is bad for any indicator that had events. */
        static Judge timeslices(List<slipstream.contract.slo.TimeSlice> slices) {
            return new Judge() {
                @Override
                public long unit() {
                    return 1;
                }

                @Override
                public long bad(long[] totals, long[] bads) {
                    for (int i = 0; i < totals.length; i++) {
                        if (totals[i] > 0 && !slices.get(i).isGood(totals[i], bads[i])) {
                            return 1;
                        }
                    }
                    return 0;
                }
            };
        }

        /** A slice is as bad as its events; in a composite the weighted sum of what each lacks, at most all of it. */
        static Judge ratioTimeslices(long[] weightMillis) {
            return new Judge() {
                @Override
                public long unit() {
                    return PARTS;
                }

                @Override
                public long bad(long[] totals, long[] bads) {
                    long missing = 0;
                    for (int i = 0; i < totals.length; i++) {
                        if (totals[i] > 0) {
                            missing += weighted(partsOf(bads[i], totals[i]), weightMillis[i]);
                        }
                    }
                    return Math.min(PARTS, missing);
                }
            };
        }

        private static long weighted(long parts, long weightMillis) {
            return parts * weightMillis / 1_000;
        }

        /** bad ÷ total in parts, rounded half up. */
        static long partsOf(long bad, long total) {
            if (total >= SMALL) {
                return BigInteger.valueOf(bad)
                        .multiply(BigInteger.valueOf(2 * PARTS))
                        .add(BigInteger.valueOf(total))
                        .divide(BigInteger.valueOf(total).shiftLeft(1))
                        .longValueExact();
            }
            return (bad * 2 * PARTS + total) / (2 * total);
        }
    }
}
