package slipstream.ingest.otlp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the attributes that are left out because an item has more than are kept. Thread-safe. */
public final class CutCounter {
    private final Counter counter;

    public CutCounter(MeterRegistry metrics) {
        counter = Counter.builder("slipstream.ingest.attributes.cut")
                .description("attributes left out because an item had more than are kept")
                .register(metrics);
    }

    void count(int attributes) {
        counter.increment(attributes);
    }
}
