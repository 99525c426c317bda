package slipstream.alerting.oncall;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why nobody, or one receiver, is not told of an alert for a while.
 *
 * @param name as the file gives it
 * @param until the first instant at which it no longer holds; absent when that is more than a year ahead
 */
public record Suppression(Kind kind, String name, Optional<Instant> until) {
    /** What keeps it quiet. */
    public enum Kind {
        /** A maintenance window with {@code alerts: suppress}. */
        MAINTENANCE,
        /** A recurring silence. */
        SILENCE,
        /** The quiet hours of one receiver. */
        QUIET_HOURS
    }

    public Suppression {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(until, "until");
    }
}
