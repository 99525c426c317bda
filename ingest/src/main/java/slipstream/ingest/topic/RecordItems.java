package slipstream.ingest.topic;

import java.util.ArrayList;
import java.util.List;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/**
 * What one record told. The sequence of an item is made of the record's offset and the item's place, so that it grows with both and is the same
 * whenever the record is read again.
 */
final class RecordItems implements ItemSink {
    /** The word for this way in. */
    static final String ENTRY = "topic";

    /** As many items as one record can tell apart: 2^20, which is more than a megabyte of the smallest ones. */
    static final int INDEX_BITS = 20;

    static final long MAX_ITEMS = (1L << INDEX_BITS) - 1;

    private final String source;
    private final long offset;
    private final List<Observation> observations = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> drops = new ArrayList<>();
    private long index;

    RecordItems(String source, long offset) {
        this.source = source;
        this.offset = offset;
    }

    /** Beyond the last place, that place again: the record is then refused as a whole. */
    @Override
    public Origin nextOrigin() {
        index = Math.min(index + 1, MAX_ITEMS + 1);
        return new Origin(source, (offset << INDEX_BITS) + Math.min(index, MAX_ITEMS));
    }

    /** Whether there are more items than can be told apart. */
    boolean isTooMany() {
        return index > MAX_ITEMS;
    }

    @Override
    public void accept(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void reject(RejectedObservationException why, byte[] item) {
        letters.add(new DeadLetter(why.reason(), ENTRY, why.getMessage(), source, offset, item));
    }

    @Override
    public void drop(String reason) {
        drops.add(reason);
    }

    /** Forgets what the record told; the whole is kept as it is. */
    void refuse(RejectedObservationException why, byte[] value) {
        observations.clear();
        letters.clear();
        drops.clear();
        byte[] bytes = value == null ? new byte[0] : value;
        letters.add(new DeadLetter(why.reason(), ENTRY, why.getMessage(), source, offset, bytes));
    }

    List<Observation> observations() {
        return observations;
    }

    List<DeadLetter> letters() {
        return letters;
    }

    List<String> drops() {
        return drops;
    }
}
