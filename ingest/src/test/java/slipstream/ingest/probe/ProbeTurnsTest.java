package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProbeTurnsTest {
    private final ProbeTurns turns = new ProbeTurns();

    @Test
    void workerIsAskedForOnce_andGetsTheSlot() {
        // when
        boolean asked = turns.add(due(10));
        ProbeTurns.Turn turn = turns.begin();

        // then
        assertThat(asked).isTrue();
        assertThat(turn.slot()).isEqualTo(10);
        assertThat(turn.missed()).isEmpty();
        assertThat(turns.end()).isEmpty();
        assertThat(turns.add(due(20))).isTrue();
    }

    @Test
    void slotThatNoWorkerTookIsMissed_whenTheNextIsDue() {
        // given
        turns.add(due(10));

        // when
        boolean askedAgain = turns.add(due(20));
        ProbeTurns.Turn turn = turns.begin();

        // then
        assertThat(askedAgain).isFalse();
        assertThat(turn.missed()).containsExactly(10L);
        assertThat(turn.slot()).isEqualTo(20);
    }

    @Test
    void slotIsMissed_whenTheOneBeforeItStillRuns_andIsToldAfterIt() {
        // given
        turns.add(due(10));
        turns.begin();

        // when
        boolean asked = turns.add(due(20));
        List<Long> meanwhile = turns.end();

        // then
        assertThat(asked).isFalse();
        assertThat(meanwhile).containsExactly(20L);
        assertThat(turns.end()).isEmpty();
        assertThat(turns.add(due(30))).isTrue();
    }

    @Test
    void slotsOfAPauseAreToldBeforeTheSlotThatRuns() {
        // given
        turns.add(new ProbeSchedule.Due(List.of(10L, 20L, 30L), OptionalLong.of(40), 5));

        // when
        ProbeTurns.Turn turn = turns.begin();

        // then
        assertThat(turn.missed()).containsExactly(10L, 20L, 30L);
        assertThat(turn.slot()).isEqualTo(40);
        assertThat(turns.forgotten()).isEqualTo(5);
    }

    @Test
    void onlyTheLastThousandMissedSlotsAreKept_whenATargetHangsForEver() {
        // given
        turns.add(due(1));
        turns.begin();

        // when
        LongStream.rangeClosed(2, 1502).forEach(slot -> turns.add(due(slot)));

        // then
        assertThat(turns.end()).hasSize(1000).startsWith(503L).endsWith(1502L);
        assertThat(turns.forgotten()).isEqualTo(501);
    }

    @Test
    void everySlotIsToldOnceAndInOrder_overSeededInterleavings() {
        for (long seed = 1; seed <= 500; seed++) {
            // given
            Random random = new Random(seed);
            ProbeTurns any = new ProbeTurns();
            List<Long> told = new ArrayList<>();
            boolean queued = false;
            boolean running = false;
            long slot = 0;

            // when
            while (slot < 200 || queued || running) {
                int step = slot < 200 ? random.nextInt(3) : 1 + random.nextInt(2);
                if (step == 0) {
                    queued |= any.add(due(++slot));
                } else if (step == 1 && queued) {
                    ProbeTurns.Turn turn = any.begin();
                    queued = false;
                    running = true;
                    told.addAll(turn.missed());
                    told.add(turn.slot());
                } else if (step == 2 && running) {
                    List<Long> meanwhile = any.end();
                    told.addAll(meanwhile);
                    running = !meanwhile.isEmpty();
                }
            }

            // then
            assertThat(told)
                    .as("seed " + seed)
                    .isEqualTo(LongStream.rangeClosed(1, slot).boxed().toList());
        }
    }

    @Test
    void workerWithoutASlotIsADefect() {
        assertThatThrownBy(turns::begin).isInstanceOf(IllegalStateException.class);
    }

    private static ProbeSchedule.Due due(long slot) {
        return new ProbeSchedule.Due(List.of(), OptionalLong.of(slot), 0);
    }
}
