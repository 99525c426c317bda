package slipstream.streams.slice;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What time it is when time is told by the events themselves: the lowest mark of all partitions that are not idle, less the
 * time for which out-of-order events are waited for, in whole slices of ten seconds. When all are idle it is the highest event
 * time seen, so that the end of a log is counted too. Depends on events alone, hence the same log gives the same alerts.
 * Mutable, not thread-safe.
 */
public final class EventClock {
    private final int partitions;
    private final long latenessMillis;
    private final Map<Integer, ClockMark> marks = new TreeMap<>();

    /**
     * @param partitions how many partitions the observations have; all of them must be heard of first
     * @param lateness how far out of order events are expected to come
     */
    public EventClock(int partitions, Duration lateness) {
        this.partitions = partitions;
        this.latenessMillis = lateness.toMillis();
    }

    /** Takes note of how far a partition has come. A partition that starts anew is not behind where it was before. */
    public void note(ClockMark mark) {
        ClockMark before = marks.get(mark.partition());
        long highest = before == null ? mark.highestMillis() : Math.max(before.highestMillis(), mark.highestMillis());
        marks.put(mark.partition(), new ClockMark(mark.partition(), highest, mark.idle()));
    }

    /** The instant up to which everything has been heard, in milliseconds since the epoch; may be lower than it was before. */
    public OptionalLong nowMillis() {
        if (marks.size() < partitions) {
            return OptionalLong.empty();
        }
        long lowestActive = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (ClockMark mark : marks.values()) {
            highest = Math.max(highest, mark.highestMillis());
            if (!mark.idle()) {
                lowestActive = Math.min(lowestActive, mark.highestMillis());
            }
        }
        if (highest == Long.MIN_VALUE || lowestActive == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        if (lowestActive == Long.MAX_VALUE) {
            return OptionalLong.of(highest + 1);
        }
        long step = Tier.TEN_SECONDS.stepMillis();
        return OptionalLong.of(Math.floorDiv(lowestActive - latenessMillis, step) * step);
    }

    /** Every mark that was noted, to be stored. */
    public Iterable<ClockMark> marks() {
        return marks.values();
    }
}
