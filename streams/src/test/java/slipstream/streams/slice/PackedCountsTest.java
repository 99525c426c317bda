package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedCountsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasPackedIsUnpacked_whateverItsSizeAndShape(long seed) {
        Random random = new Random(seed);
        for (int length = 1; length < 120; length++) {
            long[] counts = new long[length];
            int shift = random.nextInt(63);
            for (int i = 0; i < length; i++) {
                long any = (random.nextLong() >>> 1) >> random.nextInt(63);
                long smooth = (Long.MAX_VALUE >> shift) - random.nextInt(1_000);
                counts[i] = random.nextInt(4) == 0 ? 0 : random.nextBoolean() ? any : Math.max(0, smooth);
            }

            assertThat(unpacked(PackedCounts.pack(counts), length))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(counts);
        }
    }

    @Test
    void leapsOfTheWholeRangeArePacked() {
        long[] counts = {0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 1, 0, Long.MAX_VALUE - 1};

        assertThat(unpacked(PackedCounts.pack(counts), counts.length)).isEqualTo(counts);
    }

    @Test
    void nothingTakesABitForEachBlock() {
        assertThat(PackedCounts.pack(new long[16 * 8])).hasSize(1);
    }

    @Test
    void largeCountsThatDifferLittleTakeAsManyBitsAsTheyDiffer() {
        long[] counts = new long[16];
        Random random = new Random(5);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1_000_000_000 + random.nextInt(16);
        }

        assertThat(PackedCounts.pack(counts)).hasSizeLessThanOrEqualTo((2 + 12 + 30 + 15 * 5 + 7) / 8);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> PackedCounts.pack(new long[] {3, -1})).isInstanceOf(IllegalArgumentException.class);
    }

    private static long[] unpacked(byte[] bytes, int length) {
        return PackedCounts.unpack(ByteBuffer.wrap(bytes), length);
    }
}
