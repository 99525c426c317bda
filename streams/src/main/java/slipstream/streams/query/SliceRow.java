package slipstream.streams.query;

import java.time.Instant;
import java.util.Objects;

/**
 * The counts of one slice.
 *
 * @param start the first instant of event time that it covers
 * @param total events that were judged
 * @param bad events that were judged bad
 * @param unjudged events that were selected but could not be judged; not in {@code total}
 */
public record SliceRow(Instant start, long total, long bad, long unjudged) {
    public SliceRow {
        Objects.requireNonNull(start, "start");
        if (bad < 0 || total < bad || unjudged < 0) {
            throw new IllegalArgumentException(
                    "counts of a slice: total " + total + ", bad " + bad + ", unjudged " + unjudged);
        }
    }
}
