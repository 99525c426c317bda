package slipstream.contract.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes looked at eight at a time. For the short texts of an observation that is a multiple faster than
 * {@link java.util.Arrays#equals}, whose vector code pays off only from some dozens of bytes on.
 */
final class Words {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from a place on; the first is the lowest. */
    static long at(byte[] bytes, int place) {
        return (long) WORDS.get(bytes, place);
    }

    /** Whether so many bytes from one place on are those from another on; both must be there. */
    static boolean equal(byte[] some, int from, byte[] others, int otherFrom, int length) {
        int done = 0;
        for (; done + Long.BYTES <= length; done += Long.BYTES) {
            if (at(some, from + done) != at(others, otherFrom + done)) {
                return false;
            }
        }
        if (done < length && length >= Long.BYTES) {
            // The last eight, some of which have been compared already.
            int last = length - Long.BYTES;
            return at(some, from + last) == at(others, otherFrom + last);
        }
        for (; done < length; done++) {
            if (some[from + done] != others[otherFrom + done]) {
                return false;
            }
        }
        return true;
    }
}
