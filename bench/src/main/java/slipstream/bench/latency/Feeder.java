package slipstream.bench.latency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import slipstream.bench.load.Requests;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.publish.ObservationPublisher;

/**
 * Sends requests at a steady rate, one in a record, and at their instants what is planned beside them. What falls behind is sent late
 * and not left out: delays are counted from when something was due. Not thread-safe.
 */
final class Feeder implements AutoCloseable {
    private static final String ENTRY = "bench";
    private static final long TICK_NANOS = 500_000;

    /** In a burst so many are sent before the clock is looked at again. */
    private static final int AT_ONCE = 64;

    private final ObservationPublisher publisher;
    private final Requests requests;
    private final Truth truth;
    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private long sequence;
    private long sent;

    /**
     * Something that is sent at an instant.
     *
     * @param dueNanos by {@link System#nanoTime}
     * @param sending is told right before
     */
    record Planned(long dueNanos, String source, String service, int status, Runnable sending)
            implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            return Long.compare(dueNanos, other.dueNanos);
        }
    }

    Feeder(Map<String, Object> kafka, long seed, Truth truth) {
        this.publisher = new ObservationPublisher(kafka, new SimpleMeterRegistry());
        this.requests = new Requests(seed, Workload.SERVICES, 0);
        this.truth = truth;
    }

    void plan(Planned event) {
        planned.add(event);
    }

    /** How many were sent, of all kinds. */
    long sent() {
        return sent;
    }

    /** Sends one event of event time {@code timeMillis} now. */
    void send(String source, String service, int status, long timeMillis) {
        publish(new RequestObservation(
                new Origin(source, ++sequence), timeMillis, service, "/", "GET", status, 10, Map.of()));
    }

    /**
     * Sends at a rate for a while, whatever happens to it.
     *
     * @return how many a second were sent
     */
    double run(double perSecond, long nanos) {
        long begin = System.nanoTime();
        long before = sent;
        double nanosEach = 1e9 / perSecond;
        long count = 0;
        long now = begin;
        while (now - begin < nanos) {
            sendPlanned(now);
            long due = (long) ((now - begin) / nanosEach) - count;
            for (int i = 0; i < Math.min(due, AT_ONCE); i++) {
                publish(requests.next(InstantSource.system().millis()));
                count++;
            }
            if (due <= AT_ONCE) {
                LockSupport.parkNanos(TICK_NANOS);
            }
            now = System.nanoTime();
        }
        return (sent - before) * 1e9 / (now - begin);
    }

    /**
     * Sends as fast as it is counted: never more on the way than a limit.
     *
     * @param counted how many have come out at the other end
     */
    void runClosed(long nanos, long onTheWay, LongSupplier counted) {
        long begin = System.nanoTime();
        long base = sent - counted.getAsLong();
        while (System.nanoTime() - begin < nanos) {
            if (sent - base - counted.getAsLong() > onTheWay) {
                LockSupport.parkNanos(TICK_NANOS);
            } else {
                for (int i = 0; i < AT_ONCE; i++) {
                    publish(requests.next(InstantSource.system().millis()));
                }
            }
        }
    }

    void flush() {
        publisher.flush();
    }

    private void sendPlanned(long now) {
        while (!planned.isEmpty() && planned.peek().dueNanos() <= now) {
            Planned next = planned.poll();
            next.sending().run();
            send(
                    next.source(),
                    next.service(),
                    next.status(),
                    InstantSource.system().millis());
        }
    }

    private void publish(RequestObservation request) {
        truth.count(request);
        sent++;
        publisher.publish(ENTRY, List.of(request)).whenComplete((done, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
        if (failure.get() != null) {
            throw new IllegalStateException("an observation could not be sent", failure.get());
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
