package slipstream.ingest.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * When a target is due: at {@code k * interval + offset} since the epoch, for every whole k. The offset spreads targets over
 * the interval and depends on their names alone, so that slots lie at the same instants after a restart.
 */
record ProbeSchedule(long intervalMillis, long offsetMillis) {
    /** After a long pause only this many missed slots are told of; more would delay the present for the past. */
    static final int MAX_MISSED = 1000;

    ProbeSchedule {
        if (intervalMillis < 1 || offsetMillis < 0 || offsetMillis >= intervalMillis) {
            throw new IllegalArgumentException("offset " + offsetMillis + " is outside 0 to " + intervalMillis);
        }
    }

    /**
     * What is due at some instant.
     *
     * @param missed slots whose time has gone by because nobody looked, oldest first
     * @param run the slot that can still run, if any is due
     * @param forgotten how many missed slots are older than those in {@code missed}
     */
    record Due(List<Long> missed, OptionalLong run, long forgotten) {
        static final Due NOTHING = new Due(List.of(), OptionalLong.empty(), 0);

        Due {
            missed = List.copyOf(missed);
        }
    }

    static ProbeSchedule of(String job, String target, Duration interval) {
        // Names that differ only in their last letters have neighbouring hash codes; the multiplication (2^64 divided
        // by the
        // golden ratio, as in Fibonacci hashing) spreads them over the interval.
        long mixed = ((job + '\n' + target).hashCode() * 0x9E3779B97F4A7C15L) >>> 1;
        return new ProbeSchedule(interval.toMillis(), mixed % interval.toMillis());
    }

    /** The first slot after an instant, both in milliseconds since the epoch. */
    long firstAfter(long millis) {
        return Math.floorDiv(millis - offsetMillis, intervalMillis) * intervalMillis + offsetMillis + intervalMillis;
    }

    /** What is due at {@code now}, when {@code next} is the earliest slot that was not yet given out. */
    Due due(long next, long now) {
        if (next > now) {
            return Due.NOTHING;
        }
        long last = firstAfter(now) - intervalMillis;
        long missedCount = (last - next) / intervalMillis;
        long told = Math.min(missedCount, MAX_MISSED);
        List<Long> missed = new ArrayList<>();
        for (long slot = last - told * intervalMillis; slot < last; slot += intervalMillis) {
            missed.add(slot);
        }
        return new Due(missed, OptionalLong.of(last), missedCount - told);
    }
}
