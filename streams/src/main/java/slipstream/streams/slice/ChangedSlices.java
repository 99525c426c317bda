package slipstream.streams.slice;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** The numbers of slices that have changed, each once. Mutable, not thread-safe. */
final class ChangedSlices {
    private static final int FEW = 4;

    private long[] ascending = new long[FEW];
    private int count = 1;

    ChangedSlices(long first) {
        ascending[0] = first;
    }

    /** @param after slices up to this one are not kept any more, and need not be remembered either */
    void add(long slice, long after) {
        if (ascending[count - 1] == slice) {
            return;
        }
        int found = Arrays.binarySearch(ascending, 0, count, slice);
        if (found >= 0) {
            return;
        }
        int place = -found - 1;
        if (count == ascending.length) {
            int gone = firstAfter(after);
            if (2 * gone >= count) {
                System.arraycopy(ascending, gone, ascending, 0, count - gone);
                count -= gone;
                place = Math.max(0, place - gone);
            } else {
                ascending = Arrays.copyOf(ascending, 2 * count);
            }
        }
        System.arraycopy(ascending, place, ascending, place + 1, count - place);
        ascending[place] = slice;
        count++;
    }

    /** Hands over, in ascending order, those after a slice. */
    void forEachAfter(long after, LongConsumer sink) {
        for (int i = firstAfter(after); i < count; i++) {
            sink.accept(ascending[i]);
        }
    }

    private int firstAfter(long slice) {
        int found = Arrays.binarySearch(ascending, 0, count, slice);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
