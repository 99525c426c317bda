package slipstream.ingest.otlp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds which of some wanted names a range of bytes is, without making text of it. Immutable. */
final class KeyTable {
    private final byte[][] names;
    private final int[][] slotsByLength;

    /** @param wanted the names; the slot of each is its place */
    KeyTable(List<String> wanted) {
        names = wanted.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int longest = Arrays.stream(names).mapToInt(name -> name.length).max().orElse(0);
        slotsByLength = new int[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            slotsByLength[length] = slotsOf(length);
        }
    }

    private int[] slotsOf(int length) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < names.length; slot++) {
            if (names[slot].length == length) {
                slots.add(slot);
            }
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    int size() {
        return names.length;
    }

    /** The slot of a name, or -1 when it is not wanted. */
    int slotOf(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= slotsByLength.length) {
            return -1;
        }
        for (int slot : slotsByLength[length]) {
            if (Arrays.equals(bytes, from, to, names[slot], 0, length)) {
                return slot;
            }
        }
        return -1;
    }
}
