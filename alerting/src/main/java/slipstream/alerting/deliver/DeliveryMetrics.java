package slipstream.alerting.deliver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import slipstream.alerting.channel.DeliveryReason;

/** The numbers of delivery. Thread-safe. */
final class DeliveryMetrics {
    static final String NOTIFICATIONS = "slipstream.alerting.notifications";
    static final String ATTEMPTS = "slipstream.alerting.attempts";
    static final String LATENCY = "slipstream.alerting.delivery.latency";
    static final String QUEUE = "slipstream.alerting.queue";

    private static final String RECEIVER_KIND = "receiver_kind";

    private final MeterRegistry meters;

    DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void attempted(Receiver receiver) {
        meters.counter(ATTEMPTS, RECEIVER_KIND, receiver.channel().kind()).increment();
    }

    /** @param outcome {@code delivered}, {@code rejected} or {@code expired} */
    void ended(Receiver receiver, String outcome, DeliveryReason reason, int messages) {
        meters.counter(
                        NOTIFICATIONS,
                        RECEIVER_KIND,
                        receiver.channel().kind(),
                        "decision",
                        outcome,
                        "reason",
                        reason.word())
                .increment(messages);
    }

    /** From the decision to tell to the receiver's confirmation. */
    void delivered(Receiver receiver, Duration latency) {
        Timer.builder(LATENCY)
                .description("from the decision to tell to the receiver's confirmation")
                .tag(RECEIVER_KIND, receiver.channel().kind())
                .register(meters)
                .record(latency);
    }

    /** Watches until {@link #forget}. */
    Gauge watchQueue(Receiver receiver, Supplier<Number> size) {
        return Gauge.builder(QUEUE, size)
                .description("groups that a receiver is still to be told of")
                .tag("receiver", receiver.id())
                .strongReference(true)
                .register(meters);
    }

    void forget(Gauge gauge) {
        meters.remove(gauge);
    }
}
