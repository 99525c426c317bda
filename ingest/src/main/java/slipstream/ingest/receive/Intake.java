package slipstream.ingest.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.BodyDecoder;
import slipstream.ingest.door.Echo;
import slipstream.ingest.door.Receipt;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.line.Routes;
import slipstream.ingest.publish.ObservationSink;

/**
 * Takes the items of a body: has them decoded, publishes the good ones by source and rejects the bad ones.
 *
 * <p>Items without an origin get the one of a lane: a source of this process with a running number. A lane belongs to one
 * worker at a time, because numbers of one source must reach the topic in their order. Not thread-safe: one to a worker.
 */
final class Intake {
    private final ObservationSink sink;
    private final String lane;
    private final Routes routes;
    private long nextNumber = 1;

    /**
     * @param lane the source of items that name none; one intake to a lane
     * @param routes what the routes of items are counted as
     */
    Intake(ObservationSink sink, String lane, Routes routes) {
        this.sink = sink;
        this.lane = lane;
        this.routes = routes;
    }

    /**
     * Takes a body; may block while Kafka cannot keep up.
     *
     * @param entry what its items are counted under
     * @param client who sent it, for the dead letters
     * @param deadlineNanos when waiting has no more use, on the clock of {@link System#nanoTime()}
     * @return completes when everything is confirmed; fails with {@link NotTakenException} when it is not
     * @throws NotTakenException when it is known already that not everything will be
     * @throws RefusedException when the body as a whole is refused; nothing of it has been taken
     */
    CompletableFuture<Receipt> take(BodyDecoder decoder, String entry, byte[] body, String client, long deadlineNanos)
            throws NotTakenException, RefusedException {
        Sorted sorted = new Sorted(entry, client, lane, nextNumber, routes);
        decode(decoder, body, sorted);
        nextNumber = sorted.nextNumber();
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        publish(entry, sorted.records(), confirmations, deadlineNanos);
        sorted.dead().forEach(letter -> confirmations.add(sink.reject(letter)));
        sorted.dropped().forEach(reason -> sink.drop(entry, reason));
        Receipt receipt = sorted.receipt();
        return whenAll(confirmations).thenApply(nothing -> receipt);
    }

    private static void decode(BodyDecoder decoder, byte[] body, Sorted sorted) throws RefusedException {
        try {
            decoder.decode(body, 0, body.length, sorted);
        } catch (RejectedObservationException e) {
            Refusal refusal = Refusal.notUnderstood(e.reason().word(), Echo.shortened(e));
            throw new RefusedException(e.field().isEmpty() ? refusal : refusal.at(e.field()));
        }
        if (sorted.isTooMuch()) {
            throw new RefusedException(Refusal.tooMuch(
                    "too_many_items",
                    "the body has more items than are taken at once; send them in parts",
                    Sorted.MAX_ITEMS,
                    OptionalLong.empty()));
        }
    }

    /** Keeps a whole body that was not understood. */
    CompletableFuture<Void> reject(String entry, byte[] bytes, String client, String detail) {
        return whenAll(List.of(sink.reject(new DeadLetter(RejectReason.UNDECODABLE, entry, detail, client, 0, bytes))));
    }

    /**
     * Publishes the records in their order and stops at the first that is refused: if a later one of the same source got through,
     * the client's resend of the refused one would look like old news. What the sink has once taken it does not give up.
     */
    private void publish(
            String entry,
            List<List<Observation>> records,
            List<CompletableFuture<Void>> confirmations,
            long deadlineNanos)
            throws NotTakenException {
        for (List<Observation> record : records) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new NotTakenException(new TimeoutException("nobody waits for the answer any more"));
            }
            CompletableFuture<Void> confirmation = sink.publish(entry, record);
            if (confirmation.isCompletedExceptionally()) {
                throw new NotTakenException(
                        confirmation.handle((nothing, why) -> why).join());
            }
            confirmations.add(confirmation);
        }
    }

    private static CompletableFuture<Void> whenAll(List<CompletableFuture<Void>> confirmations) {
        return CompletableFuture.allOf(confirmations.toArray(new CompletableFuture<?>[0]))
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(new NotTakenException(problem)));
    }
}
