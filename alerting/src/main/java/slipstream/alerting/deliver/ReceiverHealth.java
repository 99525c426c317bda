package slipstream.alerting.deliver;

import java.util.Optional;
import slipstream.contract.health.Health;

/**
 * How it goes with one receiver. A receiver that does not answer is not our failure, so it is never {@code DOWN}: a restart
 * would not mend it. Thread-safe.
 */
final class ReceiverHealth {
    private final String part;
    private Optional<String> trouble = Optional.empty();
    private Optional<String> death = Optional.empty();
    private int gaveUp;

    ReceiverHealth(Receiver receiver) {
        this.part = "receiver " + receiver.id();
    }

    /** The receiver confirmed a notification: whatever was wrong is over. */
    synchronized void well() {
        trouble = Optional.empty();
    }

    synchronized void retrying(String detail) {
        trouble = Optional.of("the last attempt failed and will be repeated: " + detail);
    }

    synchronized void gaveUp(String detail) {
        gaveUp++;
        trouble = Optional.of("gave up on " + gaveUp + " notifications since the start, last: " + detail);
    }

    synchronized void died(Throwable cause) {
        death = Optional.of("delivery has ended because of a bug: " + cause);
    }

    synchronized Health now(int waiting) {
        if (death.isPresent()) {
            return new Health(part, Health.State.DOWN, death.get());
        }
        return trouble.map(reason -> new Health(part, Health.State.WAITING, reason + "; " + waiting + " groups wait"))
                .orElseGet(() -> new Health(part, Health.State.UP, waiting + " groups wait"));
    }
}
