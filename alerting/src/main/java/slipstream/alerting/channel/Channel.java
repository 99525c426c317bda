package slipstream.alerting.channel;

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
     * @throws InterruptedException when the process is to end; the attempt may or may not have reached the receiver
     */
    Delivery deliver(Message message) throws InterruptedException;
}
