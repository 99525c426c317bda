package slipstream.streams.classify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import slipstream.contract.event.RejectReason;

/**
 * Counts what becomes of each observation that is read: received = accepted + dropped + dead. The frequent counts are passed on
 * at each commit, which costs less than a shared counter for each observation. Mutable, not thread-safe.
 */
final class ClassifyMetrics {
    private static final String PREFIX = "slipstream.streams.observations.";

    private final Counter received;
    private final Counter matched;
    private final Counter unmatched;
    private final Counter duplicate;
    private final Map<RejectReason, Counter> dead = new EnumMap<>(RejectReason.class);
    private long receivedNow;
    private long matchedNow;
    private long unmatchedNow;

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
        receivedNow++;
    }

    void accepted(boolean byAnySlo) {
        if (byAnySlo) {
            matchedNow++;
        } else {
            unmatchedNow++;
        }
    }

    /** Passes on what was counted since this was last called. */
    void drain() {
        received.increment((double) receivedNow);
        matched.increment((double) matchedNow);
        unmatched.increment((double) unmatchedNow);
        receivedNow = 0;
        matchedNow = 0;
        unmatchedNow = 0;
    }

    void duplicate() {
        duplicate.increment();
    }

    void dead(RejectReason reason) {
        dead.get(reason).increment();
    }
}
