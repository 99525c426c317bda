package slipstream.alerting.dispatch;

import slipstream.alerting.incident.Incident;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;

/** What has to outlive the process. Called in the order in which things happen; what it is given is made safe a moment later, in that order. */
public interface Journal {
    /** A receiver was told, or will never be. */
    void told(Told told);

    /** Nothing is known any more of what a receiver was told about a group. */
    void forgotten(ToldKey key);

    /** A receiver is to be told. */
    void planned(Plan plan);

    /** A receiver is no longer to be told. */
    void settled(ToldKey key);

    /** Something happened to an incident. */
    void incident(Incident incident);

    /** An incident that is over for long need not be kept any longer. */
    void incidentForgotten(String id);

    /** We ourselves have something to say. */
    void raised(AlertEvent alert);

    /** A decision was made. */
    void decided(Notification decision);

    /** Returns when everything given so far is safe, or when that takes too long. */
    default void awaitSafe() throws InterruptedException {}
}
