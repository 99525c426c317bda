package slipstream.alerting.deliver;

import slipstream.alerting.channel.Delivery;

/** Who is told what became of messages. Called by the threads of the receivers. */
public interface Outcomes {
    /** The receiver confirmed it. */
    void delivered(Receiver receiver, Attempt told, Delivery.Delivered answer);

    /**
     * It will not be tried again.
     *
     * @param expired whether it was tried until its time to live was over; else the receiver will never take it
     */
    void gaveUp(Receiver receiver, Attempt untold, Delivery answer, boolean expired);

    /**
     * Returns when what was said here before survives the end of the process, or when that takes too long; who keeps nothing returns
     * at once.
     */
    default void awaitSafe() throws InterruptedException {}
}
