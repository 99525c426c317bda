package slipstream.alerting.desk;

import java.util.List;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;

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
}
