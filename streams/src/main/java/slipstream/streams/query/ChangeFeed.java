package slipstream.streams.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners which SLOs changed, as server-sent events.
 *
 * <p>Changes are gathered and told together, at most once per interval; a listener that reads slowly gets fewer and larger
 * events, never a queue. In between a comment keeps the connection alive and notices those who left. Thread-safe.
 */
final class ChangeFeed implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(500);
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final int MAX_LISTENERS = 100;

    /** An event names at most this many SLOs; when more changed it says so and names none. */
    static final int MAX_NAMES = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private final int maxListeners;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Duration interval;
    private final Duration heartbeat;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Runnable endOfChanges;
    private final Object lock = new Object();
    private Set<String> changed = new HashSet<>();

    ChangeFeed(StatusView view, Duration interval, Duration heartbeat, int maxListeners) {
        this.maxListeners = maxListeners;
        this.interval = interval;
        this.heartbeat = heartbeat;
        this.endOfChanges = view.onChange(this::note);
        Thread thread = new Thread(this::run, "change-feed");
        thread.setDaemon(true);
        thread.start();
    }

    boolean isFull() {
        return listeners.size() >= maxListeners;
    }

    int listeners() {
        return listeners.size();
    }

    /** Makes a client a listener; the response stays open until it leaves or the feed is closed. */
    void join(Response response, Callback callback) {
        Listener listener = new Listener(response, callback);
        listeners.add(listener);
        listener.greet();
    }

    @Override
    public void close() {
        endOfChanges.run();
        closing.countDown();
        listeners.forEach(Listener::end);
    }

    private void run() {
        try {
            long lastHeartbeat = System.nanoTime();
            while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                tell();
                if (System.nanoTime() - lastHeartbeat >= heartbeat.toNanos()) {
                    lastHeartbeat = System.nanoTime();
                    listeners.forEach(Listener::keepAlive);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String slo) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (lock) {
            if (changed.size() <= MAX_NAMES) {
                changed.add(slo);
            }
        }
    }

    private void tell() {
        Set<String> names;
        synchronized (lock) {
            names = changed;
            changed = new HashSet<>();
        }
        listeners.forEach(listener -> listener.changed(names));
    }

    private static String event(Set<String> names) {
        Changed changed = names.size() > MAX_NAMES
                ? new Changed(List.of(), Optional.of(true))
                : new Changed(names.stream().filter(name -> !name.isEmpty()).toList(), Optional.empty());
        return "event: changed\ndata: " + new String(Json.write(changed), StandardCharsets.UTF_8) + "\n\n";
    }

    /**
     * The data of an event.
     *
     * @param slos none when it is the alert of a rule, which is about no SLO, that began or ended
     * @param all present, and true, when too many changed to name them
     */
    private record Changed(List<String> slos, Optional<Boolean> all) {}

    /** One client; at most one write is under way. */
    private final class Listener {
        private final Response response;
        private final Callback callback;
        private final Set<String> untold = new TreeSet<>();
        private boolean writing = true;

        Listener(Response response, Callback callback) {
            this.response = response;
            this.callback = callback;
        }

        void changed(Set<String> names) {
            String event;
            synchronized (this) {
                if (untold.size() <= MAX_NAMES) {
                    untold.addAll(names);
                }
                if (writing || untold.isEmpty()) {
                    return;
                }
                writing = true;
                event = event(untold);
                untold.clear();
            }
            write(event);
        }

        void keepAlive() {
            synchronized (this) {
                if (writing) {
                    return;
                }
                writing = true;
            }
            write(": alive\n\n");
        }

        /** Sends the first bytes, which tell the client that it is heard. */
        void greet() {
            write("retry: 3000\n\n");
        }

        private void write(String text) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            try {
                response.write(false, bytes, Callback.from(this::written, this::left));
            } catch (RuntimeException e) {
                // One connection that is beyond use must not end the feed of the others.
                left(e);
            }
        }

        void end() {
            if (listeners.remove(this)) {
                response.write(true, ByteBuffer.allocate(0), callback);
            }
        }

        private synchronized void written() {
            writing = false;
        }

        private void left(Throwable reason) {
            if (listeners.remove(this)) {
                LOG.debug("a listener left: {}", reason.toString());
                callback.failed(reason);
            }
        }
    }
}
