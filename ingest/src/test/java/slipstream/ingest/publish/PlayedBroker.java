package slipstream.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;

/** The real publisher in front of a broker that the test plays: it confirms, keeps everybody waiting, refuses, or is full. */
public final class PlayedBroker implements ObservationSink, AutoCloseable {
    /** What the broker does with records. */
    public enum Mood {
        /** Takes and confirms them. */
        CONFIRMS,
        /** Takes them and says nothing. */
        IS_SILENT,
        /** Refuses them. */
        REFUSES,
        /** Lets nobody hand over any: a full buffer. */
        IS_FULL
    }

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ObservationPublisher publisher = new ObservationPublisher(producer, metrics);
    private final ScheduledExecutorService answers = Executors.newSingleThreadScheduledExecutor();
    private final Map<Origin, Observation> confirmed = new LinkedHashMap<>();
    private final List<DeadLetter> buried = new ArrayList<>();
    private Mood mood = Mood.CONFIRMS;
    private long handedOver;
    private int waiting;

    public PlayedBroker() {
        var unused = answers.scheduleWithFixedDelay(this::answer, 1, 1, TimeUnit.MILLISECONDS);
    }

    private void answer() {
        Mood now;
        synchronized (this) {
            now = mood;
        }
        boolean more = true;
        while (more) {
            more = switch (now) {
                case CONFIRMS, IS_FULL -> producer.completeNext();
                case REFUSES -> producer.errorNext(new TimeoutException("the broker is away"));
                case IS_SILENT -> false;
            };
        }
    }

    public synchronized void becomes(Mood next) {
        mood = next;
        notifyAll();
    }

    private synchronized void awaitRoom(int items) {
        waiting += items;
        try {
            while (mood == Mood.IS_FULL) {
                wait();
            }
            waiting -= items;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
        awaitRoom(observations.size());
        List<Observation> kept = List.copyOf(observations);
        synchronized (this) {
            handedOver += kept.size();
        }
        return publisher.publish(entry, kept).thenRun(() -> confirm(kept));
    }

    private synchronized void confirm(List<Observation> observations) {
        observations.forEach(observation -> confirmed.put(observation.origin(), observation));
    }

    @Override
    public CompletableFuture<Void> reject(DeadLetter letter) {
        awaitRoom(1);
        return publisher.reject(letter).thenRun(() -> bury(letter));
    }

    private synchronized void bury(DeadLetter letter) {
        buried.add(letter);
    }

    @Override
    public void drop(String entry, String reason) {
        publisher.drop(entry, reason);
    }

    /** What the broker has confirmed, each origin once, because what is sent again is recognised by it. */
    public synchronized List<Observation> confirmed() {
        return List.copyOf(confirmed.values());
    }

    /** The dead letters that the broker has confirmed. */
    public synchronized List<DeadLetter> buried() {
        return List.copyOf(buried);
    }

    /** Observations that were handed over, however often. */
    public synchronized long handedOver() {
        return handedOver;
    }

    /** Things whose sender waits for room. */
    public synchronized int waiting() {
        return waiting;
    }

    public SimpleMeterRegistry metrics() {
        return metrics;
    }

    /** The counters of one name over all entries and reasons. */
    public long count(String name) {
        return (long) metrics.find("slipstream.ingest." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** What is on its way, or was handed back. */
    public long pending() {
        return (long) metrics.find("slipstream.ingest.pending").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    @Override
    public void close() {
        becomes(Mood.CONFIRMS);
        answers.shutdownNow();
    }
}
