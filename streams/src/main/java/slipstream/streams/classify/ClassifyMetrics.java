package slipstream.streams.classify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import slipstream.contract.event.RejectReason;

/** Counts what becomes of each observation that is read: received = accepted + dropped + dead. */
final class ClassifyMetrics {
    private static final String PREFIX = "slipstream.streams.observations.";

    private final Counter received;
    private final Counter matched;
    private final Counter unmatched;
    private final Counter duplicate;
    private final Map<RejectReason, Counter> dead = new EnumMap<>(RejectReason.class);

    ClassifyMetrics(MeterRegistry meters) {
        received = Counter.builder(PREFIX + "received")
                .description("observations read from the topic")
                .register(meters);
        matched = Counter.builder(PREFIX + "accepted")
                .tag("matched", "true")
                .description("observations that were counted, or that no SLO speaks of (matched=false)")
                .register(meters);
        unmatched = Counter.builder(PREFIX + "accepted")
                .tag("matched", "false")
                .description("observations that were counted, or that no SLO speaks of (matched=false)")
                .register(meters);
        duplicate = Counter.builder(PREFIX + "dropped")
                .tag("reason", "duplicate")
                .description("observations that were counted before")
                .register(meters);
        for (RejectReason reason : RejectReason.values()) {
            dead.put(
                    reason,
                    Counter.builder(PREFIX + "dead")
                            .tag("reason", reason.word())
                            .description("observations that went to the dead letters")
                            .register(meters));
        }
    }

    void received() {
        received.increment();
    }

    void accepted(boolean byAnySlo) {
        (byAnySlo ? matched : unmatched).increment();
    }

    void duplicate() {
        duplicate.increment();
    }

    void dead(RejectReason reason) {
        dead.get(reason).increment();
    }
}
