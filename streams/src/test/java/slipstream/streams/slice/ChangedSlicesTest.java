package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedSlicesTest {
    private static final int KEPT = 30;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachIsHandedOverOnceInOrder_asLongAsItIsKept(long seed) {
        Random random = new Random(seed);
        long head = 1_000;
        TreeSet<Long> expected = new TreeSet<>(List.of(head));
        ChangedSlices changed = new ChangedSlices(head);

        for (int i = 0; i < 5_000; i++) {
            head += random.nextInt(8) == 0 ? random.nextInt(5) : 0;
            long slice = head - random.nextInt(KEPT);
            changed.add(slice, head - KEPT);
            expected.add(slice);

            if (i % 97 == 0) {
                List<Long> found = new ArrayList<>();
                changed.forEachAfter(head - KEPT, found::add);
                assertThat(found)
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(List.copyOf(expected.tailSet(head - KEPT, false)));
            }
        }
    }
}
