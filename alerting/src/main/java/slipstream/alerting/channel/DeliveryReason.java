package slipstream.alerting.channel;

import java.util.Locale;

/** Why a decision about a notification fell as it did. The same word stands in the metric, the record and the test. */
public enum DeliveryReason {
    /** The receiver confirmed it. */
    ACCEPTED,
    /** No connection, or one that broke before the answer. */
    UNREACHABLE,
    /** No answer within the time limit. */
    TIMED_OUT,
    /** The receiver asked for patience: 408, 425 or 429. */
    BUSY,
    /** The receiver failed: 5xx. */
    SERVER_ERROR,
    /** The receiver will not take it: any other 4xx, or an answer that HTTP does not define. */
    REFUSED,
    /** The receiver says that it is no more: 410. */
    GONE,
    /** The receiver points elsewhere: 3xx. Where alerts go is decided by the configuration alone. */
    REDIRECTED,
    /** No connection that TLS vouches for; there is no other. */
    TLS_FAILED,
    /** The address is one that no receiver may have: link-local, metadata, or private where that is not allowed. */
    ADDRESS_REFUSED,
    /** The console's stream is closed. */
    OUTPUT_CLOSED,
    /** Somebody has silenced the alert. */
    SILENCED,
    /** Another alert that fires makes this one not worth telling. */
    INHIBITED,
    /** The route tells nothing at this time. */
    MUTED,
    /** Maintenance is under way. */
    MAINTENANCE,
    /** It is the receiver's time of rest. */
    QUIET_HOURS,
    /** The alert begins and ends again and again. */
    FLAPPING,
    /** An alert is over of which this receiver never heard. */
    FIRING_NEVER_TOLD,
    /** The receiver's settings say {@code send_resolved: false}. */
    RESOLVED_NOT_WANTED,
    /** The policy behind the alert says that nobody is told, as {@code alertWhenResolved: false} does of an end. */
    SILENT;

    /** The word used in metrics and records. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
