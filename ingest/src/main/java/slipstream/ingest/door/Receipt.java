package slipstream.ingest.door;

import java.util.List;
import java.util.Objects;

/**
 * What became of the items of a body. Received is always the sum of the other three.
 *
 * @param errors the first {@value #MAX_ERRORS} items that are dead, in their order
 * @param overflowed accepted items whose route is one too many of their service, and is counted with the others of that kind
 */
public record Receipt(int received, int accepted, int dropped, int dead, List<ItemError> errors, int overflowed) {
    public static final int MAX_ERRORS = 100;

    /**
     * Why one item is dead.
     *
     * @param index its place in the array, or its line, from 0
     * @param code the reason's word
     * @param field the field at fault, or empty
     */
    public record ItemError(int index, String code, String field, String message) {
        public ItemError {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(message, "message");
        }
    }

    public Receipt {
        errors = List.copyOf(errors);
        if (received != accepted + dropped + dead) {
            throw new IllegalStateException(
                    received + " received, but " + accepted + " accepted, " + dropped + " dropped, " + dead + " dead");
        }
    }

    /** 200 when nothing is dead, 422 when nothing is accepted, else 207: look at each. */
    public int status() {
        if (dead == 0) {
            return 200;
        }
        return accepted == 0 ? 422 : 207;
    }
}
