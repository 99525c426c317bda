package slipstream.ingest.otlp;

import java.util.Arrays;
import slipstream.contract.event.RejectedObservationException;

/**
 * Where, among the attributes of one resource or item, the values of the wanted ones lie. They are made into text or numbers only when
 * somebody asks. Of a name that stands twice the last one counts. Not thread-safe; can be used again and again.
 */
final class Slots {
    /** Longer text is cut: no value that is told apart by more than this is worth counting by. */
    static final int MAX_CHARS = 1024;

    /** What {@link #number} gives when there is none. */
    static final long NONE = Long.MIN_VALUE;

    private final KeyTable keys;
    private final int[] starts;
    private final int[] ends;
    private final WireReader pair = new WireReader();
    private byte[] bytes = {};

    Slots(KeyTable keys) {
        this.keys = keys;
        this.starts = new int[keys.size()];
        this.ends = new int[keys.size()];
    }

    Slots over(byte[] payload) {
        bytes = payload;
        Arrays.fill(starts, -1);
        return this;
    }

    /** Takes one {@code KeyValue} message. */
    void add(int from, int to) throws RejectedObservationException {
        pair.over(bytes, from, to);
        int slot = -1;
        int start = 0;
        int end = 0;
        while (pair.next()) {
            if (pair.isRange(1)) {
                slot = keys.slotOf(bytes, pair.from(), pair.to());
            } else if (pair.isRange(2)) {
                start = pair.from();
                end = pair.to();
            }
        }
        if (slot >= 0) {
            starts[slot] = start;
            ends[slot] = end;
        }
    }

    /** The text of a value; empty when it is absent. */
    String text(int slot) throws RejectedObservationException {
        return starts[slot] < 0 ? "" : AnyValue.text(bytes, starts[slot], ends[slot], MAX_CHARS);
    }

    String text(Convention known) throws RejectedObservationException {
        return text(known.slot());
    }

    /** The first of the values that is there and not empty. */
    String text(Convention first, Convention second) throws RejectedObservationException {
        String text = text(first);
        return text.isEmpty() ? text(second) : text;
    }

    /** A whole number, also when it is written as text; {@link #NONE} when the value is absent or something else. */
    long number(Convention known) throws RejectedObservationException {
        int slot = known.slot();
        if (starts[slot] < 0) {
            return NONE;
        }
        pair.over(bytes, starts[slot], ends[slot]);
        if (pair.next() && pair.isVarint(3)) {
            return pair.number();
        }
        try {
            return Long.parseLong(text(slot));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
