package slipstream.streams.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;

/**
 * How a rule stands on one account: pending, active, or neither, and what was told of it. Instants are milliseconds since the
 * epoch, in event time. Immutable.
 *
 * <p>A rule becomes active when it has held for as long as it must; a lapse shorter than its allowance does not begin the wait
 * anew, so that one lucky slice hides nothing. It ends when it did not hold at any edge for a minute, and then ended where that
 * minute began: a ratio that hovers about its threshold does not flap.
 *
 * @param pendingSince when it began to hold
 * @param lastHeld when it held last
 * @param activeSince when it became active
 * @param calmSince the first edge at which an active rule did not hold any more
 * @param told the event that told of it, while nobody was told of its end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Episode(
        Optional<Long> pendingSince,
        Optional<Long> lastHeld,
        Optional<Long> activeSince,
        Optional<Long> calmSince,
        Optional<AlertEvent> told) {
    static final Episode NONE =
            new Episode(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final long CALM_MILLIS = Duration.ofMinutes(1).toMillis();

    boolean isActive() {
        return activeSince.isPresent();
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** How it stands after another reading. Ends are found by {@link #hasEnded}. */
    Episode next(boolean holds, long atMillis, boolean atEdge, Duration sustain, Duration lapse) {
        if (holds) {
            long since = pendingSince.orElse(atMillis);
            boolean active = isActive() || atMillis - since >= sustain.toMillis();
            Optional<Long> from = isActive() ? activeSince : active ? Optional.of(atMillis) : Optional.empty();
            return new Episode(Optional.of(since), Optional.of(atMillis), from, Optional.empty(), told);
        }
        if (isActive()) {
            return atEdge && calmSince.isEmpty()
                    ? new Episode(pendingSince, lastHeld, activeSince, Optional.of(atMillis), told)
                    : this;
        }
        boolean lapsed = lastHeld.isPresent() && atMillis - lastHeld.get() > lapse.toMillis();
        return lapsed || (sustain.isZero() && pendingSince.isPresent())
                ? new Episode(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), told)
                : this;
    }

    /** Whether an active rule has been calm for long enough by this edge. */
    boolean hasEnded(long atMillis) {
        return isActive() && calmSince.isPresent() && atMillis - calmSince.get() >= CALM_MILLIS;
    }

    Episode telling(AlertEvent event) {
        return new Episode(pendingSince, lastHeld, activeSince, calmSince, Optional.of(event));
    }
}
