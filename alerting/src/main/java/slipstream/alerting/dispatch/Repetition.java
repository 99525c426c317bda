package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether there is anything to say that a receiver has not been told (Alertmanager, {@code notify.DedupStage.needsUpdate}). */
final class Repetition {
    static final String FIRST = "first notification";
    static final String MORE_FIRING = "more alerts firing";
    static final String ALL_RESOLVED = "all alerts resolved";
    static final String SOME_RESOLVED = "some alerts resolved";
    static final String REPEATED = "repeat interval";

    private Repetition() {}

    /**
     * Why a notification is due.
     *
     * @param last what the receiver was told last
     * @param firing fingerprints of the alerts that fire now
     * @param resolved of those of the group that are over
     * @param repeatInterval after which the same is told again
     * @return empty when nothing is to be said
     */
    static Optional<String> reason(
            Optional<Told> last,
            Set<String> firing,
            Set<String> resolved,
            boolean sendResolved,
            Duration repeatInterval,
            Instant now) {
        if (last.isEmpty()) {
            return firing.isEmpty() ? Optional.empty() : Optional.of(FIRST);
        }
        Told told = last.get();
        if (!told.firing().keySet().containsAll(firing)) {
            return Optional.of(MORE_FIRING);
        }
        if (firing.isEmpty()) {
            // Also for those who are not told of ends, so that it is forgotten what they were told.
            boolean over = !told.firing().isEmpty();
            boolean owed = resolved.stream().anyMatch(alert -> told.withheld().containsKey(alert));
            return over || owed ? Optional.of(ALL_RESOLVED) : Optional.empty();
        }
        if (sendResolved && !told.resolved().keySet().containsAll(resolved)) {
            return Optional.of(SOME_RESOLVED);
        }
        return told.at().isBefore(now.minus(repeatInterval)) ? Optional.of(REPEATED) : Optional.empty();
    }
}
