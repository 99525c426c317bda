package slipstream.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/** The running parts of a process. They are closed in the reverse of the order in which they were added. */
final class Parts implements AutoCloseable, HealthSource {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized List<Health> health() {
        List<Health> health = new ArrayList<>();
        parts.descendingIterator().forEachRemaining(part -> {
            if (part instanceof HealthSource source) {
                health.addAll(source.health());
            }
        });
        return health.isEmpty() ? List.of(new Health("process", Health.State.WAITING, "starts")) : health;
    }

    @Override
    public void close() {
        AutoCloseable next = take();
        while (next != null) {
            try {
                next.close();
            } catch (Exception e) {
                // The others have to be closed too; nobody is left to handle this one.
                LOG.warn("A part of the process did not close cleanly", e);
            }
            next = take();
        }
    }

    private synchronized AutoCloseable take() {
        return parts.poll();
    }
}
