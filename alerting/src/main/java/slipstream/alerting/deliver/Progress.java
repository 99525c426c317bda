package slipstream.alerting.deliver;

/** What one receiver reports about one event to whoever handed it in. Thread-safe. */
public interface Progress {
    /** Whether the event has meanwhile become somebody else's, so that it must no longer be told here. */
    boolean isWithdrawn();

    /** The receiver's decision is recorded; called once by each receiver. */
    void finished();
}
