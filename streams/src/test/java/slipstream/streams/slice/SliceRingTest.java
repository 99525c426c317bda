package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceRingTest {
    private static final Tier TIER = Tier.TEN_SECONDS;
    private static final int[] WINDOWS = {3, 7, 30};

    private record Event(long slice, Counts counts) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void windowsEqualASecondCountOverAllEvents_whateverTheOrder(long seed) {
        Random random = new Random(seed);
        SliceRing ring = new SliceRing(TIER.stepMillis(), WINDOWS);
        List<Event> events = new ArrayList<>();
        long head = 1_000;
        ring.advanceTo(TIER.startMillis(head));

        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(3) == 0) {
                head += random.nextInt(20) == 0 ? random.nextInt(100) : random.nextInt(3);
                ring.advanceTo(TIER.startMillis(head) + random.nextInt(10_000));
            }
            Event event = new Event(head - random.nextInt(40), someCounts(random));
            if (ring.add(event.slice(), event.counts())) {
                events.add(event);
            } else {
                assertThat(event.slice()).isLessThanOrEqualTo(head - ring.size());
            }

            for (int w = 0; w < WINDOWS.length; w++) {
                assertThat(ring.window(w))
                        .as("seed %d, step %d, window of %d", seed, step, WINDOWS[w])
                        .isEqualTo(bruteForce(events, head - WINDOWS[w], head));
                assertThat(ring.seenIn(w))
                        .as("seed %d, step %d, slices seen of %d", seed, step, WINDOWS[w])
                        .isEqualTo(slicesSeen(events, head - WINDOWS[w], head));
            }
        }
    }

    @Test
    void countsBeyond32BitsStayExact() {
        SliceRing ring = new SliceRing(TIER.stepMillis(), WINDOWS);
        ring.advanceTo(TIER.startMillis(100));
        Counts huge = new Counts(3_000_000_000L, 2_500_000_000L, 2_200_000_000L);

        ring.add(100, huge);
        ring.add(100, huge);
        ring.advanceTo(TIER.startMillis(101));

        assertThat(ring.window(0)).isEqualTo(huge.plus(huge));
        assertThat(ring.slice(100)).isEqualTo(huge.plus(huge));
        ring.advanceTo(TIER.startMillis(200));
        assertThat(ring.window(2)).isEqualTo(Counts.NONE);
    }

    @Test
    void aWindowCoversExactlyItsLength_atTheInstantASliceBegins() {
        SliceRing ring = new SliceRing(TIER.stepMillis(), WINDOWS);

        ring.advanceTo(TIER.startMillis(100));

        assertThat(ring.startOf(0)).isEqualTo(TIER.startMillis(97));
    }

    @Test
    void theFutureIsRefused() {
        SliceRing ring = new SliceRing(TIER.stepMillis(), WINDOWS);
        ring.advanceTo(TIER.startMillis(100));

        assertThatThrownBy(() -> ring.add(101, new Counts(1, 0, 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSliceThatIsTakenBackIsNotSeenAnyMore() {
        SliceRing ring = new SliceRing(TIER.stepMillis(), WINDOWS);
        ring.advanceTo(TIER.startMillis(100));
        ring.add(98, 2, 1);
        ring.add(99, 1, 0);

        ring.add(98, -2, -1);

        assertThat(ring.seenIn(0)).isEqualTo(1);
        assertThat(ring.window(0)).isEqualTo(new Counts(1, 0, 0));
        ring.advanceTo(TIER.startMillis(200));
        assertThat(ring.seenIn(0)).isZero();
        assertThat(ring.isEmpty()).isTrue();
    }

    private static Counts someCounts(Random random) {
        long total = random.nextInt(3) == 0 ? 0 : random.nextInt(50);
        long excluded = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
        return new Counts(
                total,
                random.nextInt((int) total + 1),
                random.nextInt(3) == 0 ? random.nextInt(3) : 0,
                excluded,
                random.nextInt((int) excluded + 1));
    }

    private static int slicesSeen(List<Event> events, long from, long to) {
        return (int) events.stream()
                .filter(event -> event.slice() >= from && event.slice() <= to)
                .filter(event -> !event.counts().isNone())
                .mapToLong(Event::slice)
                .distinct()
                .count();
    }

    private static Counts bruteForce(List<Event> events, long from, long to) {
        return events.stream()
                .filter(event -> event.slice() >= from && event.slice() <= to)
                .map(Event::counts)
                .reduce(Counts.NONE, Counts::plus);
    }
}
