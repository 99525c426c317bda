package slipstream.bench.peer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.publish.ObservationPublisher;

/**
 * Sends the shop's requests to Slipstream as they happen, each {@value #TICK_MILLIS} ms what has happened since, in records of up to
 * {@value #BATCH} observations, as ingest does. What happened before it was started goes first, as fast as it is taken.
 */
final class ShopFeeder implements AutoCloseable {
    private static final int TICK_MILLIS = 50;
    private static final int BATCH = 100;
    private static final int SOURCES = 4;

    private final Supplier<Traffic> traffic;
    private final ObservationPublisher publisher;
    private final Thread thread;
    private volatile long sent;
    private volatile boolean closed;

    /**
     * @param traffic asked at each tick, as outages are added while it goes on
     * @param fromEvent the first to be sent
     */
    ShopFeeder(String bootstrapServers, Supplier<Traffic> traffic, long fromEvent) {
        this.traffic = traffic;
        this.sent = fromEvent;
        this.publisher =
                new ObservationPublisher(Map.of("bootstrap.servers", bootstrapServers), new SimpleMeterRegistry());
        this.thread = new Thread(this::feed, "shop-feeder");
    }

    void start() {
        thread.start();
    }

    /** Whether everything up to about now has been sent. */
    boolean isLive() {
        return sent >= traffic.get().events(System.currentTimeMillis() - 20 * TICK_MILLIS);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join();
        publisher.close();
    }

    private void feed() {
        try {
            while (!closed) {
                long until = traffic.get().events(System.currentTimeMillis());
                while (sent < until && !closed) {
                    int count = (int) Math.min(BATCH, until - sent);
                    send(sent, count);
                    sent += count;
                }
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(long from, int count) {
        Traffic now = traffic.get();
        String source = "shop-" + from / BATCH % SOURCES;
        List<RequestObservation> batch = new ArrayList<>(count);
        for (long event = from; event < from + count; event++) {
            batch.add(new RequestObservation(
                    new Origin(source, event + 1),
                    now.timeMillis(event),
                    Traffic.name(now.service(event)),
                    "/",
                    "GET",
                    now.isBad(event) ? 500 : 200,
                    20,
                    Map.of()));
        }
        var unused = publisher.publish("bench", batch);
    }
}
