package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads the counts of one SLO, or of one of its groups, slice by slice. Thread-safe. */
@FunctionalInterface
public interface SliceReader {
    /**
     * The slices that start within {@code from} (inclusive) to {@code to} (exclusive), oldest first; slices without events
     * may be left out.
     *
     * @param group the values of the fields it is grouped by; empty for an SLO without groups
     * @param step 10 s, 1 min, 10 min or 1 h
     * @param from a multiple of the step since the epoch
     * @param to a multiple of the step since the epoch
     * @throws SlicesUnavailableException when another instance holds them or state is being restored
     */
    List<SliceRow> read(String slo, List<String> group, Duration step, Instant from, Instant to)
            throws SlicesUnavailableException;
}
