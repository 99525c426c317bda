package slipstream.ingest.tail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.ingest.publish.ObservationSink;

/** A sink that keeps what it was given; the test plays the broker. Thread-safe. */
final class RecordingSink implements ObservationSink {
    private final List<Observation> confirmed = new ArrayList<>();
    private final List<Integer> batchSizes = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holding;
    private int attempts;
    private Predicate<Integer> refuses = attempt -> false;

    /** From now on nothing is confirmed until {@link #confirmHeld}. */
    synchronized void hold() {
        holding = true;
    }

    /** Confirms what is held, and all that follows at once. */
    synchronized void confirmHeld() {
        holding = false;
        while (!held.isEmpty()) {
            held.removeFirst().run();
        }
    }

    /** Confirms the last that is held, before what came earlier. */
    synchronized void confirmNewestHeld() {
        held.removeLast().run();
    }

    /** Refuses the attempts whose number, from 0, is such. */
    synchronized void refuse(Predicate<Integer> attempt) {
        refuses = attempt;
    }

    @Override
    public synchronized CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
        batchSizes.add(observations.size());
        List<Observation> kept = List.copyOf(observations);
        return answer(() -> confirmed.addAll(kept));
    }

    @Override
    public synchronized CompletableFuture<Void> reject(DeadLetter letter) {
        return answer(() -> dead.add(letter));
    }

    private CompletableFuture<Void> answer(Runnable keep) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        if (refuses.test(attempts++)) {
            outcome.completeExceptionally(new IllegalStateException("the broker is away"));
            return outcome;
        }
        Runnable confirm = () -> {
            keep.run();
            outcome.complete(null);
        };
        if (holding) {
            held.addLast(confirm);
        } else {
            confirm.run();
        }
        return outcome;
    }

    @Override
    public synchronized void drop(String entry, String reason) {
        dropped.add(entry + " " + reason);
    }

    synchronized List<Observation> confirmed() {
        return List.copyOf(confirmed);
    }

    synchronized List<String> routes() {
        return confirmed.stream()
                .map(o -> ((slipstream.contract.event.RequestObservation) o).route())
                .toList();
    }

    synchronized List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    synchronized List<DeadLetter> dead() {
        return List.copyOf(dead);
    }

    synchronized List<String> dropped() {
        return List.copyOf(dropped);
    }

    synchronized int attempts() {
        return attempts;
    }
}
