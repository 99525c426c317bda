package slipstream.alerting.incident;

import java.time.Instant;
import java.util.Objects;

/**
 * Somebody has taken an incident up.
 *
 * @param through {@code api}, {@code link}, {@code chat} or the like
 */
public record Acknowledgement(Instant at, String by, String through) {
    public Acknowledgement {
        Objects.requireNonNull(at, "at");
        by = TimelineEntry.oneLine(by);
        through = TimelineEntry.oneLine(through);
    }
}
