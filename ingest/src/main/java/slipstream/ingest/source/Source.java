package slipstream.ingest.source;

import slipstream.contract.health.HealthSource;

/**
 * Something that observations come from: log files, a server that others post to, targets that are asked. Started and closed
 * once.
 *
 * <p>Promised by each, and held by one shared contract test: received = accepted + dropped + dead once it is at rest; what it
 * remembers of its progress moves only over what the broker has confirmed; when the sink blocks or fails it takes no more, and
 * goes on when that is over; bad input is a dead letter or an answer, never an end.
 */
public interface Source extends HealthSource, AutoCloseable {
    /** Begins to take what comes in; throws when that is not possible, with nothing left running. */
    void start();

    /** Asks it to take no more, and returns at once. */
    default void stop() {}

    /** Takes no more, and waits a while for what is on its way. */
    @Override
    void close();
}
