package slipstream.ingest.receive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.publish.ObservationSink;

/**
 * Takes the items of a body: decodes each, publishes the good ones by source and rejects the bad ones.
 *
 * <p>Items without an origin get the one of a lane: a source of this process with a running number. A lane belongs to one
 * worker at a time, because numbers of one source must reach the topic in their order. Not thread-safe: one to a worker.
 */
final class Intake {
    static final String ENTRY = "http";

    /** Observations in one record; performance.md, section 8: up to about 100 events. */
    static final int MAX_PER_RECORD = 100;

    /** Keeps a record of large observations well under Kafka's usual limit of 1 MiB. */
    private static final int MAX_RECORD_BYTES = ObservationCodec.MAX_OBSERVATION_BYTES;

    private final ObservationSink sink;
    private final ObservationCodec codec;
    private final String lane;
    private final String ownPrefix;
    private long nextNumber = 1;

    /**
     * @param ownPrefix how the sources of this process begin; clients may not use it, or their numbers would hide others'
     * @param lane what follows it in the source of items that name none; one intake to a lane
     */
    Intake(ObservationSink sink, ObservationCodec codec, String ownPrefix, int lane) {
        this.sink = sink;
        this.codec = codec;
        this.ownPrefix = ownPrefix;
        this.lane = ownPrefix + lane;
    }

    /** Observations of one source that follow each other and travel as one record. */
    private static final class Group {
        private final String source;
        private final List<Observation> observations = new ArrayList<>();
        private int bytes;

        Group(String source) {
            this.source = source;
        }

        boolean takes(Observation observation, int length) {
            return source.equals(observation.origin().source())
                    && observations.size() < MAX_PER_RECORD
                    && bytes + length <= MAX_RECORD_BYTES;
        }

        void add(Observation observation, int length) {
            observations.add(observation);
            bytes += length;
        }
    }

    /** A body on its way through the intake. */
    private record Sorted(List<Group> groups, List<DeadLetter> dead, List<Receipt.ItemError> errors) {
        int accepted() {
            return groups.stream().mapToInt(group -> group.observations.size()).sum();
        }
    }

    /**
     * Takes a body; may block while Kafka cannot keep up.
     *
     * @param client who sent it, for the dead letters
     * @param deadlineNanos when waiting has no more use, on the clock of {@link System#nanoTime()}
     * @return completes when everything is confirmed; fails with {@link NotTakenException} when it is not
     * @throws NotTakenException when it is known already that not everything will be
     */
    CompletableFuture<Receipt> take(Body body, byte[] bytes, String client, long deadlineNanos)
            throws NotTakenException {
        Sorted sorted = sort(body, bytes, client);
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        publish(sorted.groups(), confirmations, deadlineNanos);
        sorted.dead().forEach(letter -> confirmations.add(sink.reject(letter)));
        for (int i = 0; i < body.blankLines(); i++) {
            sink.drop(ENTRY, "blank_line");
        }
        Receipt receipt = new Receipt(
                body.items().size() + body.blankLines(),
                sorted.accepted(),
                body.blankLines(),
                sorted.dead().size(),
                sorted.errors());
        return whenAll(confirmations).thenApply(nothing -> receipt);
    }

    /** Keeps a whole body that was not understood. */
    CompletableFuture<Void> reject(byte[] bytes, String client, String detail) {
        return whenAll(List.of(sink.reject(new DeadLetter(RejectReason.UNDECODABLE, ENTRY, detail, client, 0, bytes))));
    }

    private Sorted sort(Body body, byte[] bytes, String client) {
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Body.Item item : body.items()) {
            try {
                addTo(sorted.groups(), decode(bytes, item), item.length());
            } catch (RejectedObservationException e) {
                String message = Echo.shortened(e);
                byte[] own = Arrays.copyOfRange(bytes, item.offset(), item.offset() + item.length());
                sorted.dead().add(new DeadLetter(e.reason(), ENTRY, message, client, item.index(), own));
                if (sorted.errors().size() < Receipt.MAX_ERRORS) {
                    sorted.errors()
                            .add(new Receipt.ItemError(item.index(), e.reason().word(), e.field(), message));
                }
            }
        }
        return sorted;
    }

    private Observation decode(byte[] bytes, Body.Item item) throws RejectedObservationException {
        if (!StrictUtf8.isText(bytes, item.offset(), item.length())) {
            throw new RejectedObservationException(RejectReason.UNDECODABLE, "", "the line is not text in UTF-8");
        }
        Origin fallback = new Origin(lane, nextNumber);
        Observation observation = codec.read(bytes, item.offset(), item.length(), fallback);
        if (observation.origin().equals(fallback)) {
            nextNumber++;
        } else if (observation.origin().source().startsWith(ownPrefix)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    "source",
                    "this source is the receiver's own; leave source and sequence out, or choose another name");
        }
        return observation;
    }

    private static void addTo(List<Group> groups, Observation observation, int length) {
        Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        if (last == null || !last.takes(observation, length)) {
            last = new Group(observation.origin().source());
            groups.add(last);
        }
        last.add(observation, length);
    }

    /**
     * Publishes the groups in their order and stops at the first that is refused: if a later group of the same source got through,
     * the client's resend of the refused one would look like old news. What the sink has once taken it does not give up.
     */
    private void publish(List<Group> groups, List<CompletableFuture<Void>> confirmations, long deadlineNanos)
            throws NotTakenException {
        for (Group group : groups) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new NotTakenException(new TimeoutException("nobody waits for the answer any more"));
            }
            CompletableFuture<Void> confirmation = sink.publish(ENTRY, group.observations);
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
