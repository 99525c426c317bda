package slipstream.ingest.otlp;

import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/**
 * Goes through the fields of one protobuf message where it lies. A message within it is a range, which another reader goes through:
 * nothing is copied, and nothing is allocated for what is not wanted. Not thread-safe; can be used again and again.
 *
 * <p>Groups are refused: OTLP has none, and no present writer makes them.
 */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int field;
    private int type;
    private long number;
    private int from;
    private int to;

    WireReader over(byte[] message, int start, int stop) {
        bytes = message;
        at = start;
        end = stop;
        return this;
    }

    /** Steps to the next field; false at the end of the message. */
    boolean next() throws RejectedObservationException {
        if (at >= end) {
            return false;
        }
        int start = at;
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw notProtobuf("no field can begin with these bytes", start);
        }
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> number = fixed(8);
            case FIXED_32 -> number = fixed(4);
            case LENGTH -> range();
            default -> throw notProtobuf("field " + field + " has the wire type " + type, start);
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Whether the field is the given one, and a message, a text or bytes. */
    boolean isRange(int wanted) {
        return field == wanted && type == LENGTH;
    }

    boolean isVarint(int wanted) {
        return field == wanted && type == VARINT;
    }

    boolean isFixed64(int wanted) {
        return field == wanted && type == FIXED_64;
    }

    /** The number of a field that is one, its bits as they are. */
    long number() {
        return number;
    }

    /** The first byte of the field's range. */
    int from() {
        return from;
    }

    /** One past the last byte of the field's range. */
    int to() {
        return to;
    }

    /** Reads the next number of a packed range, where no tags are. */
    long packedVarint() throws RejectedObservationException {
        return varint();
    }

    long packedFixed64() throws RejectedObservationException {
        return fixed(8);
    }

    boolean hasMore() {
        return at < end;
    }

    private void range() throws RejectedObservationException {
        int start = at;
        long length = varint();
        if (length < 0 || length > end - at) {
            throw notProtobuf("field " + field + " is longer than what is left", start);
        }
        from = at;
        to = at + (int) length;
        at = to;
    }

    private long varint() throws RejectedObservationException {
        int start = at;
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw notProtobuf("it ends within a number", start);
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw notProtobuf("a number has more than ten bytes", start);
    }

    private long fixed(int size) throws RejectedObservationException {
        if (end - at < size) {
            throw notProtobuf("it ends within a number", at);
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        at += size;
        return value;
    }

    private static RejectedObservationException notProtobuf(String why, int place) {
        return new RejectedObservationException(
                RejectReason.UNDECODABLE, "", "not OTLP in protobuf: " + why + ", at byte " + place);
    }
}
