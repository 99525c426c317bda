package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

class SlotsTest {
    private static final int LENGTH = 361;

    static {
        System.setProperty("jol.magicFieldOffset", "true");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyCounterIsWhatItWasSetTo_likeInAnArray(long seed) {
        Random random = new Random(seed);
        long[] expected = new long[LENGTH];
        Slots slots = new Slots(LENGTH);

        for (int i = 0; i < 20_000; i++) {
            int slot = random.nextInt(LENGTH);
            long value = random.nextInt(3) == 0 ? 0 : random.nextLong() >> random.nextInt(64);
            expected[slot] = value;
            slots.set(slot, value);
        }

        for (int slot = 0; slot < LENGTH; slot++) {
            assertThat(slots.get(slot)).as("seed %d, slot %d", seed, slot).isEqualTo(expected[slot]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nextFindsEachCounterThatIsNotZero(long seed) {
        Random random = new Random(seed);
        long[] expected = new long[LENGTH];
        Slots slots = new Slots(LENGTH);
        for (int i = 0; i < 40; i++) {
            int slot = random.nextInt(LENGTH);
            expected[slot] = 1 + random.nextInt(100_000);
            slots.set(slot, expected[slot]);
        }
        slots.set(LENGTH - 1, 5);
        expected[LENGTH - 1] = 5;
        slots.set(0, 0);
        expected[0] = 0;

        long[] found = new long[LENGTH];
        for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
            found[slot] = slots.get(slot);
        }

        assertThat(found).as("seed %d", seed).isEqualTo(expected);
        assertThat(slots.next(LENGTH)).isEqualTo(-1);
    }

    @Test
    void aRowThatIsMostlyFilledIsTheSameInOnePiece() {
        Random random = new Random(5);
        long[] expected = new long[2 * LENGTH];
        Slots whole = Slots.mostlyFilled(2 * LENGTH);

        for (int i = 0; i < 20_000; i++) {
            int slot = random.nextInt(expected.length);
            expected[slot] = random.nextInt(3) == 0 ? 0 : random.nextLong() >> random.nextInt(64);
            whole.set(slot, expected[slot]);
        }

        assertThat(IntStream.range(0, expected.length).mapToLong(whole::get).toArray())
                .isEqualTo(expected);
    }

    @Test
    void valuesAtTheEdgesOfEachWidthAreKept() {
        long[] values = {
            -1,
            127,
            128,
            255,
            256,
            -128,
            32_767,
            32_768,
            65_535,
            65_536,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE + 1L,
            Integer.MIN_VALUE - 1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        for (long value : values) {
            Slots alone = new Slots(1);
            alone.set(0, value);
            Slots besideOthers = new Slots(values.length);
            for (int slot = 0; slot < values.length; slot++) {
                besideOthers.set(slot, values[slot]);
            }

            assertThat(alone.get(0)).isEqualTo(value);
            assertThat(IntStream.range(0, values.length)
                            .mapToLong(besideOthers::get)
                            .toArray())
                    .containsExactly(values);
        }
    }

    @Test
    void aRoundOfZeroesGivesTheMemoryBack() {
        Slots slots = new Slots(LENGTH);
        long before = GraphLayout.parseInstance(slots).totalSize();
        for (int slot = 0; slot < LENGTH; slot++) {
            slots.set(slot, 1L << 40);
        }
        long full = GraphLayout.parseInstance(slots).totalSize();

        for (int slot = 0; slot < LENGTH; slot++) {
            slots.set(slot, 0);
        }

        assertThat(full).isGreaterThan(before + LENGTH * Long.BYTES);
        assertThat(GraphLayout.parseInstance(slots).totalSize()).isEqualTo(before);
    }

    @Test
    void aPageThatWasWideForAMomentBecomesNarrowAgain() {
        Slots slots = new Slots(64);
        slots.set(10, Long.MAX_VALUE);
        slots.set(10, 7);
        long wide = GraphLayout.parseInstance(slots).totalSize();

        slots.set(63, 0);

        assertThat(slots.get(10)).isEqualTo(7);
        assertThat(GraphLayout.parseInstance(slots).totalSize()).isEqualTo(wide - 64 * 7);
    }
}
