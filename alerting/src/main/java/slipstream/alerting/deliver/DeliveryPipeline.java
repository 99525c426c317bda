package slipstream.alerting.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/** Hands every event to those receivers who are to hear of it, and sees to it that each comes to a recorded decision. Thread-safe. */
public final class DeliveryPipeline implements HealthSource {
    /** Events that may wait for one receiver; some 20 MB, and more than any operator wants to read. */
    public static final int QUEUE_CAPACITY = 10_000;

    private final List<ReceiverWorker> workers;
    private final Function<Map<String, String>, Set<String>> recipients;

    /**
     * @param receivers everybody who can be told; each has an id of its own
     * @param recipients the names of the receivers that an alert with some labels goes to
     * @param externalUrl where people find Slipstream, for the records
     */
    public DeliveryPipeline(
            List<Receiver> receivers,
            Function<Map<String, String>, Set<String>> recipients,
            Retry retry,
            Dedup dedup,
            Recorder recorder,
            String externalUrl,
            InstantSource clock,
            MeterRegistry meters) {
        ReceiverWorker.Delivering with =
                new ReceiverWorker.Delivering(retry, dedup, recorder, externalUrl, clock, new DeliveryMetrics(meters));
        List<ReceiverWorker> made = new ArrayList<>();
        for (Receiver receiver : receivers) {
            RandomGenerator random = RandomGeneratorFactory.getDefault().create();
            made.add(new ReceiverWorker(receiver, with, random));
        }
        this.workers = List.copyOf(made);
        this.recipients = recipients;
    }

    public void start() {
        workers.forEach(ReceiverWorker::start);
    }

    /** How many receivers report on each event. */
    public int receivers() {
        return workers.size();
    }

    /** Whether every receiver's queue takes so many more events. */
    public boolean hasRoomFor(int events) {
        return workers.stream().allMatch(worker -> worker.size() + events <= QUEUE_CAPACITY);
    }

    /** Takes an event for whom it concerns; never blocks. Who hands events in asks {@link #hasRoomFor} first. */
    public void submit(AlertEvent event, Progress progress) {
        Set<String> names = recipients.apply(event.labels());
        for (ReceiverWorker worker : workers) {
            if (names.contains(worker.receiver().name())) {
                worker.submit(event, progress);
            } else {
                progress.finished();
            }
        }
    }

    /** Ends delivery: attempts under way may finish within the time given, nothing new is begun. */
    public void close(Duration patience) throws InterruptedException {
        workers.forEach(ReceiverWorker::beginClose);
        long deadline = System.nanoTime() + patience.toNanos();
        for (ReceiverWorker worker : workers) {
            worker.awaitClosed(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    @Override
    public List<Health> health() {
        return workers.stream().map(ReceiverWorker::health).toList();
    }
}
