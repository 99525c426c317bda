package slipstream.alerting.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** What became of one attempt to tell a receiver. */
public sealed interface Delivery {
    DeliveryReason reason();

    /** The receiver's answer or the error in one line, without secrets; may be empty. */
    String detail();

    /** Calls the one handler that fits. */
    void handle(Consumer<Delivered> delivered, Consumer<Retry> retry, Consumer<Rejected> rejected);

    /** The receiver confirmed it. */
    record Delivered(String detail) implements Delivery {
        public Delivered {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public DeliveryReason reason() {
            return DeliveryReason.ACCEPTED;
        }

        @Override
        public void handle(Consumer<Delivered> delivered, Consumer<Retry> retry, Consumer<Rejected> rejected) {
            delivered.accept(this);
        }
    }

    /**
     * It did not work, and may work later.
     *
     * @param retryAfter how long the receiver asked to be left alone
     */
    record Retry(DeliveryReason reason, String detail, Optional<Duration> retryAfter) implements Delivery {
        public Retry {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        /** Without a wish of the receiver. */
        public Retry(DeliveryReason reason, String detail) {
            this(reason, detail, Optional.empty());
        }

        @Override
        public void handle(Consumer<Delivered> delivered, Consumer<Retry> retry, Consumer<Rejected> rejected) {
            retry.accept(this);
        }
    }

    /** The receiver will never take it as it is. */
    record Rejected(DeliveryReason reason, String detail) implements Delivery {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public void handle(Consumer<Delivered> delivered, Consumer<Retry> retry, Consumer<Rejected> rejected) {
            rejected.accept(this);
        }
    }
}
