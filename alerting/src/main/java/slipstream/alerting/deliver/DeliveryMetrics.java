package slipstream.alerting.deliver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

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

    void decided(DecisionRecord decision) {
        meters.counter(
                        NOTIFICATIONS,
                        RECEIVER_KIND,
                        decision.receiver().channel().kind(),
                        "decision",
                        decision.decision().name().toLowerCase(Locale.ROOT),
                        "reason",
                        decision.reason().word())
                .increment();
    }

    /** From the event's arrival in this process to the receiver's confirmation. */
    void delivered(Receiver receiver, Duration latency) {
        Timer.builder(LATENCY)
                .description("from an event's arrival to the receiver's confirmation")
                .tag(RECEIVER_KIND, receiver.channel().kind())
                .register(meters)
                .record(latency);
    }

    void watchQueue(Receiver receiver, Supplier<Number> size) {
        Gauge.builder(QUEUE, size)
                .description("events that a receiver is still to be told")
                .tag("receiver", receiver.id())
                .strongReference(true)
                .register(meters);
    }
}
