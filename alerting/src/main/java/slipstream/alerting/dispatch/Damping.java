package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.oncall.FlapDamping;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** Withholds the end of alerts that begin and end again and again. Not thread-safe. */
final class Damping {
    /** The alerts whose beginnings and ends are remembered: those that changed last. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, FlapDamping.History> histories = new LinkedHashMap<>();
    private Optional<FlapDamping> rule = Optional.empty();

    void configure(Optional<FlapDamping> newRule) {
        rule = newRule;
        histories.clear();
    }

    /** The alert as it is to be taken: one that flaps goes on until it has been calm for a while. */
    AlertEvent heard(Optional<Known> before, AlertEvent event, Instant now) {
        if (rule.isEmpty() || !isTransition(before, event, now)) {
            return event;
        }
        FlapDamping damping = rule.get();
        FlapDamping.History history = damping.after(
                Optional.ofNullable(histories.remove(event.fingerprint())).orElse(FlapDamping.History.NONE), now);
        histories.put(event.fingerprint(), history);
        if (histories.size() > REMEMBERED) {
            histories.remove(histories.keySet().iterator().next());
        }
        Optional<Instant> until =
                event.status() == AlertState.RESOLVED ? damping.withheldUntil(history) : Optional.empty();
        return until.filter(now::isBefore)
                .map(end -> event.as(AlertState.FIRING, event.startsAt(), Optional.of(end)))
                .orElse(event);
    }

    /** An alert that is withheld has ended before, though it still counts as firing. */
    private static boolean isTransition(Optional<Known> before, AlertEvent event, Instant now) {
        boolean wasFiring = before.filter(known -> !known.isOver(now)).isPresent();
        boolean isFiring = event.status() == AlertState.FIRING;
        boolean isNewEpisode = before.filter(known -> !known.event().startsAt().equals(event.startsAt()))
                .isPresent();
        return wasFiring != isFiring || (isFiring && isNewEpisode);
    }
}
