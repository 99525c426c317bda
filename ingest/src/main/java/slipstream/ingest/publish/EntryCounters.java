package slipstream.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one entry has taken in and what became of it. The law: received = accepted + dropped + dead + pending, where pending is
 * what is on its way to the broker, or was handed back to its sender after a failure and is expected again.
 *
 * <p>What was handed back is not received a second time when it comes again: the next as many count as the ones that failed. So
 * no counter ever goes down, and received is the number of things, not of attempts. Thread-safe.
 */
final class EntryCounters {
    private final MeterRegistry registry;
    private final String entry;
    private final Counter received;
    private final Counter accepted;
    private final Counter failed;
    private final Map<String, Counter> dropped = new ConcurrentHashMap<>();
    private final Map<String, Counter> dead = new ConcurrentHashMap<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong handedBack = new AtomicLong();

    EntryCounters(MeterRegistry registry, String entry) {
        this.registry = registry;
        this.entry = entry;
        this.received = counter("received", "what came in, each thing once however often it was tried");
        this.accepted = counter("accepted", "observations that the broker has confirmed");
        this.failed = counter("failed", "attempts that the broker did not confirm; the sender tries again");
        Gauge.builder("slipstream.ingest.pending", pending, AtomicLong::get)
                .description("received and not settled: on its way to the broker, or handed back to its sender")
                .tag("entry", entry)
                .register(registry);
    }

    void receive(int count) {
        long again = handedBack.getAndUpdate(owed -> owed - Math.min(owed, count));
        int news = (int) (count - Math.min(again, count));
        pending.addAndGet(news);
        received.increment(news);
    }

    void accept(int count) {
        accepted.increment(count);
        pending.addAndGet(-count);
    }

    void handBack(int count) {
        failed.increment(count);
        handedBack.addAndGet(count);
    }

    void drop(String reason) {
        dropped.computeIfAbsent(reason, word -> counter("dropped", "left out on purpose", word))
                .increment();
        pending.decrementAndGet();
    }

    void bury(String reason) {
        dead.computeIfAbsent(reason, word -> counter("dead", "kept on the dead-letter topic", word))
                .increment();
        pending.decrementAndGet();
    }

    private Counter counter(String name, String description) {
        return Counter.builder("slipstream.ingest." + name)
                .description(description)
                .tag("entry", entry)
                .register(registry);
    }

    private Counter counter(String name, String description, String reason) {
        return Counter.builder("slipstream.ingest." + name)
                .description(description)
                .tag("entry", entry)
                .tag("reason", reason)
                .register(registry);
    }
}
