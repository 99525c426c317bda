package slipstream.alerting.deliver;

import slipstream.contract.event.Notification;

/** Keeps every decision. Thread-safe. */
public interface Recorder {
    /** Keeps a decision; may block while the way to the broker is full. {@code confirmed} runs when it is safely kept, perhaps on another thread. */
    void record(Notification decision, Runnable confirmed);
}
