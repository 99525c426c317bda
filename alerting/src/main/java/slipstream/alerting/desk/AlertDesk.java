package slipstream.alerting.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;

/**
 * What is known right now, and what people and programs do about it. What is done returns when it is safely in Kafka, and is seen in
 * the answers a moment later. Thread-safe.
 */
public interface AlertDesk {
    /** Every alert that has not ended, in no particular order. */
    List<AlertStatus> alerts();

    /** Every group that has an alert, in no particular order. */
    List<GroupStatus> groups();

    /** The names of all receivers, in the order of the configuration. */
    List<String> receivers();

    /** Every silence that is remembered, also those that have expired. */
    List<Silence> silences();

    /** Takes alerts that somebody else found out about. */
    void post(List<AlertEvent> alerts) throws DeskUnavailableException;

    /** Sets a silence, or changes the one that has this id. */
    void set(Silence silence) throws DeskUnavailableException;

    /** The text of the configuration that holds now, with secrets masked; empty when there is none. */
    String configuration();

    /** After which an alert that somebody posted without an end is over, unless it is heard of again ({@code global.resolve_timeout}). */
    default Duration resolveTimeout() {
        return Duration.ofMinutes(5);
    }

    /** Every incident that is remembered, in no particular order. */
    default List<Incident> incidents() {
        return List.of();
    }

    /** The incident with an id, if it is remembered. */
    default Optional<Incident> incident(String id) {
        return incidents().stream()
                .filter(incident -> incident.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /** Does something about an incident, unless that is not possible any more. */
    default IncidentAction.Result act(IncidentAction action) throws DeskUnavailableException {
        return new IncidentAction.Result(IncidentAction.Outcome.UNKNOWN, Optional.empty());
    }

    /** What {@code oncall.yml} says now. */
    default Oncall oncall() {
        return Oncall.NONE;
    }

    /** Every decision that is remembered about an alert, also those not to tell, the oldest first. */
    default List<Notification> decisions(String fingerprint) {
        return List.of();
    }

    /** Whether this process knows how things stand; one that stands by, or is still reading, does not. */
    default boolean isReady() {
        return true;
    }
}
