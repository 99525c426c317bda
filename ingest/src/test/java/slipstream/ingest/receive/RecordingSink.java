package slipstream.ingest.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.ingest.publish.ObservationSink;

/** A sink that keeps what it is given and confirms it as the test wishes. */
public final class RecordingSink implements ObservationSink {
    private final List<List<Observation>> records = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> drops = new ArrayList<>();
    private Supplier<CompletableFuture<Void>> confirmation = () -> CompletableFuture.completedFuture(null);

    /** From now on each record and letter is confirmed by what this gives. */
    public synchronized void confirmWith(Supplier<CompletableFuture<Void>> next) {
        confirmation = next;
    }

    @Override
    public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
        Supplier<CompletableFuture<Void>> answer;
        synchronized (this) {
            records.add(List.copyOf(observations));
            answer = confirmation;
        }
        return answer.get();
    }

    @Override
    public CompletableFuture<Void> reject(DeadLetter letter) {
        Supplier<CompletableFuture<Void>> answer;
        synchronized (this) {
            letters.add(letter);
            answer = confirmation;
        }
        return answer.get();
    }

    @Override
    public synchronized void drop(String entry, String reason) {
        drops.add(reason);
    }

    public synchronized List<List<Observation>> records() {
        return List.copyOf(records);
    }

    public synchronized List<Observation> observations() {
        return records.stream().flatMap(List::stream).toList();
    }

    public synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    public synchronized List<String> drops() {
        return List.copyOf(drops);
    }

    public synchronized void clear() {
        records.clear();
        letters.clear();
        drops.clear();
    }
}
