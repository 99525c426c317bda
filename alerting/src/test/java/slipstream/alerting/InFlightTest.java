package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import slipstream.alerting.deliver.Progress;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void nothingIsCommittable_beforeAnythingWasRead() {
        assertThat(inFlight.committable()).isEmpty();
    }

    @Test
    void unfinishedRecordIsWhereACrashGoesOn() {
        inFlight.begin(0, 7, 1);

        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 7L));
    }

    @Test
    void recordIsFinished_whenAllReceiversAre() {
        Progress record = inFlight.begin(0, 7, 2);

        record.finished();
        Map<Integer, Long> half = inFlight.committable();
        record.finished();

        assertThat(half).isEqualTo(Map.of(0, 7L));
        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 8L));
    }

    @Test
    void laterRecordThatIsFinishedFirstDoesNotOvertake() {
        Progress first = inFlight.begin(0, 7, 1);
        Progress second = inFlight.begin(0, 8, 1);

        second.finished();
        Map<Integer, Long> before = inFlight.committable();
        first.finished();

        assertThat(before).isEqualTo(Map.of(0, 7L));
        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 9L));
    }

    @Test
    void gapsInOffsetsAreSteppedOver() {
        inFlight.begin(0, 7, 1).finished();
        Progress afterGap = inFlight.begin(0, 100, 1);

        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 100L));
        afterGap.finished();
        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 101L));
    }

    @Test
    void partitionsDoNotWaitForEachOther() {
        inFlight.begin(0, 7, 1);
        inFlight.begin(3, 40, 1).finished();

        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 7L, 3, 41L));
    }

    @Test
    void recordWithNothingToDoIsFinishedAtOnce() {
        inFlight.begin(0, 7, 0);

        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 8L));
    }

    @Test
    void lostPartitionIsForgotten_andWhatWasUnderWayIsWithdrawn() {
        Progress lost = inFlight.begin(0, 7, 1);

        inFlight.forget(0);
        Progress again = inFlight.begin(0, 7, 1);
        lost.finished();

        assertThat(lost.isWithdrawn()).isTrue();
        assertThat(again.isWithdrawn()).isFalse();
        assertThat(inFlight.committable()).isEqualTo(Map.of(0, 7L));
    }

    @Test
    void committableIsTheLowestUnfinishedOffset_inWhateverOrderRecordsFinish() {
        long seed = 99;
        SplittableRandom random = new SplittableRandom(seed);
        List<Progress> open = new ArrayList<>();
        List<Long> openOffsets = new ArrayList<>();
        long next = 0;

        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) > 0 || open.isEmpty()) {
                next += 1 + random.nextInt(3);
                open.add(inFlight.begin(2, next, 1));
                openOffsets.add(next);
            } else {
                int any = random.nextInt(open.size());
                open.remove(any).finished();
                openOffsets.remove(any);
            }
            long expected = openOffsets.stream().min(Long::compare).orElse(next + 1);
            assertThat(inFlight.committable()).as("seed %d", seed).isEqualTo(Map.of(2, expected));
        }
    }
}
