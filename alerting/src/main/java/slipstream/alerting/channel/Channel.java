package slipstream.alerting.channel;

import slipstream.alerting.group.AlertGroup;

/**
 * Tells one receiver, once per call; who calls decides whether to try again.
 *
 * <p>Used by one thread at a time. A call may block for as long as the channel's own time limit, and ends early when its
 * thread is interrupted.
 */
public interface Channel {
    /** The sort of channel, a fixed word for metrics: {@code console}, {@code webhook}. */
    String kind();

    /** Where it leads, for people to read; never a secret. */
    String target();

    /**
     * Makes one attempt.
     *
     * @param idempotencyKey the same over all attempts at one notification, so that a receiver can recognise a repetition
     * @throws InterruptedException when the process is to end; the attempt may or may not have reached the receiver
     */
    Delivery deliver(AlertGroup group, String idempotencyKey) throws InterruptedException;
}
