package slipstream.alerting.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/** Everybody who can be told, each with a worker of his own. Thread-safe. */
public final class Receivers implements Outboxes, HealthSource {
    private final Map<String, ReceiverWorker> workers = new LinkedHashMap<>();
    private final Map<String, Receiver> byId = new LinkedHashMap<>();

    /**
     * @param receivers each with an id of its own
     * @param outcomes is told what became of each message
     */
    public Receivers(List<Receiver> receivers, Outcomes outcomes, InstantSource clock, MeterRegistry meters) {
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        for (Receiver receiver : receivers) {
            byId.put(receiver.id(), receiver);
            workers.put(
                    receiver.id(),
                    new ReceiverWorker(
                            receiver,
                            outcomes,
                            clock,
                            metrics,
                            RandomGeneratorFactory.getDefault().create()));
        }
    }

    public void start() {
        workers.values().forEach(ReceiverWorker::start);
    }

    @Override
    public Optional<Receiver> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Receiver> named(String name) {
        return byId.values().stream()
                .filter(receiver -> receiver.name().equals(name))
                .toList();
    }

    @Override
    public void put(Pending pending) {
        workers.get(pending.receiver()).put(pending);
    }

    @Override
    public void withdraw(String receiver, String groupKey) {
        workers.get(receiver).withdraw(groupKey);
    }

    /** Ends delivery: attempts under way may finish within the time given, nothing new is begun. */
    public void close(Duration patience) throws InterruptedException {
        workers.values().forEach(ReceiverWorker::beginClose);
        long deadline = System.nanoTime() + patience.toNanos();
        for (ReceiverWorker worker : workers.values()) {
            worker.awaitClosed(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    @Override
    public List<Health> health() {
        return workers.values().stream().map(ReceiverWorker::health).toList();
    }
}
