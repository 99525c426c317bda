package slipstream.streams.query;

import java.time.Instant;
import java.util.Objects;
import slipstream.streams.slice.Counts;

/**
 * The counts of one slice.
 *
 * @param start the first instant of event time that it covers
 */
public record SliceRow(Instant start, Counts counts) {
    public SliceRow {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(counts, "counts");
    }
}
