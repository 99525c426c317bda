package slipstream.alerting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import slipstream.contract.event.Notification;

/** The last decisions, so that somebody can ask why he was told or was not. The topic has them all. Thread-safe. */
final class DecisionLog implements Consumer<Notification> {
    /** Some 20 MB at most. */
    private static final int REMEMBERED = 10_000;

    private final Deque<Notification> last = new ArrayDeque<>();

    @Override
    public synchronized void accept(Notification decision) {
        last.add(decision);
        if (last.size() > REMEMBERED) {
            last.remove();
        }
    }

    /** Those about an alert, or about a group in which it was; the oldest first. */
    synchronized List<Notification> about(String fingerprint) {
        String wanted = fingerprint.toLowerCase(Locale.ROOT);
        List<Notification> found = new ArrayList<>();
        for (Notification decision : last) {
            if (decision.alerts().stream().anyMatch(alert -> alert.fingerprint().equals(wanted))) {
                found.add(decision);
            }
        }
        return found;
    }
}
