package slipstream.alerting.deliver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import slipstream.contract.event.Notification;

/** Keeps decisions in memory and confirms each at once. */
final class RecordingRecorder implements Recorder {
    private final List<Notification> decisions = new CopyOnWriteArrayList<>();

    @Override
    public void record(Notification decision, Runnable confirmed) {
        decisions.add(decision);
        confirmed.run();
    }

    List<Notification> decisions() {
        return List.copyOf(decisions);
    }

    /** Each decision as {@code status decision detail}. */
    List<String> inShort() {
        return decisions.stream()
                .map(decision -> decision.status() + " " + decision.decision() + " " + decision.detail())
                .toList();
    }
}
