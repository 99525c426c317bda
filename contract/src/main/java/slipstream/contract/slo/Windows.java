package slipstream.contract.slo;

import java.time.Duration;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** Which lengths a window may have: it moves in steps that grow with it, and must be whole steps to be exact. */
final class Windows {
    static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private Windows() {}

    /** A window of the kinds that are not OpenSLO's. */
    static Optional<Duration> read(Fields fields, String key) {
        return fields.holds(key)
                ? fields.duration(key).filter(window -> isAllowed(fields, key, window))
                : Optional.empty();
    }

    static Optional<Duration> required(Fields fields, String key) {
        if (!fields.holds(key)) {
            fields.missing(key);
        }
        return read(fields, key);
    }

    /** Whether a window can be kept exactly; a problem says why not. */
    static boolean isAllowed(Fields fields, String key, Duration window) {
        Optional<String> objection = objection(window);
        objection.ifPresent(reason -> fields.error(key, reason));
        return objection.isEmpty();
    }

    /**
     * Why a window cannot be kept exactly: the steps are ten seconds up to 1 h, a minute up to 6 h, ten minutes up to 3 d, and
     * then an hour.
     */
    static Optional<String> objection(Duration window) {
        if (window.compareTo(LONGEST) > 0) {
            return Optional.of(Durations.format(window) + " is longer than the longest window, 366d");
        }
        Duration step = step(window);
        if (window.compareTo(SHORTEST) < 0 || window.toMillis() % step.toMillis() != 0) {
            return Optional.of("a window of this length moves in steps of " + Durations.format(step) + ", and "
                    + (window.isZero() ? "0s" : Durations.format(window)) + " is not a multiple of that");
        }
        return Optional.empty();
    }

    /** The shortest window that can be kept and is as long. */
    static Duration roundedUp(Duration length) {
        Duration step = step(length);
        return step.multipliedBy(-Math.floorDiv(-length.toMillis(), step.toMillis()));
    }

    private static Duration step(Duration window) {
        if (window.compareTo(Duration.ofHours(1)) <= 0) {
            return Duration.ofSeconds(10);
        }
        if (window.compareTo(Duration.ofHours(6)) <= 0) {
            return Duration.ofMinutes(1);
        }
        return window.compareTo(Duration.ofDays(3)) <= 0 ? Duration.ofMinutes(10) : Duration.ofHours(1);
    }
}
