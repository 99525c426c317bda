package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialRecordTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void partialsSurviveTheWire(long seed) {
        Random random = new Random(seed);
        List<Partial.Slice> slices = new ArrayList<>();
        long number = random.nextLong(200_000_000);
        for (int i = 0; i < random.nextInt(50) + 1; i++) {
            number += 1 + random.nextInt(1_000);
            long total = random.nextLong(1L << random.nextInt(40));
            LatencyHistogram latencies = null;
            if (random.nextBoolean()) {
                latencies = new LatencyHistogram();
                latencies.record(random.nextDouble() * 5_000);
            }
            long excluded = random.nextInt(3) == 0 ? 1 + random.nextLong(1L << 33) : 0;
            slices.add(new Partial.Slice(
                    number,
                    new Counts(total, total / 3, random.nextInt(5), excluded, excluded / 2),
                    latencies,
                    someValues(random, number * 10_000),
                    someRuns(random, number * 10_000)));
        }

        Partial back = (Partial) PartialRecord.ofBytes(new Partial(slices).toBytes());

        assertThat(back.slices()).as("seed %d", seed).hasSameSizeAs(slices);
        for (int i = 0; i < slices.size(); i++) {
            assertThat(back.slices().get(i).number()).isEqualTo(slices.get(i).number());
            assertThat(back.slices().get(i).counts()).isEqualTo(slices.get(i).counts());
            assertThat(bytes(back.slices().get(i))).isEqualTo(bytes(slices.get(i)));
            assertThat(back.slices().get(i).values()).isEqualTo(slices.get(i).values());
            assertThat(back.slices().get(i).runs()).isEqualTo(slices.get(i).runs());
        }
    }

    @Test
    void aPartialOfOneSliceWithoutLatencies_isNotLongerThanTwelveBytes() {
        Partial partial = new Partial(List.of(new Partial.Slice(178_000_000L, new Counts(1_000, 3, 0), null)));

        assertThat(partial.toBytes()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void offencesSurviveTheWire_andOnlyTheyNeedTheNewerVersion() {
        Offences offences = new Offences();
        offences.add("route=/pay", "file:access.log", 7, 1_780_000_000_123L);
        Partial.Slice without = new Partial.Slice(178_000_000L, new Counts(1_000, 0, 0), null);
        Partial.Slice with = new Partial.Slice(
                178_000_001L, new Counts(1_000, 1, 0), null, Values.NONE, Map.of("lane", Run.of(5, true)), offences);

        byte[] plain = new Partial(List.of(without)).toBytes();
        byte[] told = new Partial(List.of(without, with)).toBytes();

        assertThat(plain[0]).isEqualTo((byte) 3);
        assertThat(told[0]).isEqualTo((byte) 5);
        assertThat(((Partial) PartialRecord.ofBytes(told)).slices()).containsExactly(without, with);
    }

    @Test
    void aPartialOfAnEarlierReleaseIsRead() {
        byte[] written = {3, (byte) 0x80, (byte) 0x84, (byte) 0xE0, (byte) 0xA9, 1, 0, (byte) 0xE8, 7, 3};

        assertThat(((Partial) PartialRecord.ofBytes(written)).slices())
                .singleElement()
                .satisfies(slice -> {
                    assertThat(slice.counts()).isEqualTo(new Counts(1_000, 3, 0));
                    assertThat(slice.offences()).isNull();
                });
    }

    @Test
    void marksSurviveTheWire_beforeTheFirstEventToo() {
        for (ClockMark mark :
                List.of(new ClockMark(3, 1_700_000_000_123L, false), new ClockMark(0, Long.MIN_VALUE, true))) {
            assertThat(PartialRecord.ofBytes(mark.toBytes())).isEqualTo(mark);
            assertThat(PartialRecord.isForAll(mark.toBytes())).isTrue();
        }
    }

    @Test
    void anUnknownVersionIsRefused() {
        assertThatThrownBy(() -> PartialRecord.ofBytes(new byte[] {9, 1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 9");
    }

    private static Values someValues(Random random, long from) {
        Values values = Values.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            values = values.plus(Values.of(from + random.nextInt(10_000), (random.nextDouble() - 0.5) * 1e14));
        }
        return values;
    }

    private static Map<String, Run> someRuns(Random random, long from) {
        Map<String, Run> runs = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Run one = Run.of(from + random.nextInt(10_000), random.nextBoolean());
            runs.merge("Zürich " + random.nextInt(2), one, (old, more) -> old.plus(more, 3));
        }
        return runs;
    }

    private static byte[] bytes(Partial.Slice slice) {
        return slice.latencies() == null ? new byte[0] : slice.latencies().toBytes();
    }
}
