package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void badInARowIsThatOfAllResultsSorted_inWhateverOrderTheyWereMerged(long seed) {
        Random random = new Random(seed);
        int kept = 1 + random.nextInt(6);
        List<Run.Result> all = new ArrayList<>();
        List<Run> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            Run.Result result = new Run.Result(random.nextInt(40), random.nextInt(3) > 0);
            all.add(result);
            parts.add(Run.of(result.timeMillis(), result.isBad()));
        }
        while (parts.size() > 1) {
            Run left = parts.remove(random.nextInt(parts.size()));
            int other = random.nextInt(parts.size());
            parts.set(other, left.plus(parts.get(other), kept));
        }

        all.sort(Comparator.comparingLong(Run.Result::timeMillis).thenComparing(Run.Result::isBad));
        int expected = 0;
        while (expected < Math.min(kept, all.size())
                && all.get(all.size() - 1 - expected).isBad()) {
            expected++;
        }
        assertThat(parts.get(0).badInARow()).as("seed %d", seed).isEqualTo(expected);
        assertThat(parts.get(0).lastMillis()).isEqualTo(all.get(all.size() - 1).timeMillis());
        assertThat(parts.get(0).results()).hasSizeLessThanOrEqualTo(kept);
    }

    @Test
    void aResultThatComesLateBreaksARowThatWasBadWithoutIt() {
        Run bad = Run.of(10, true).plus(Run.of(30, true), 3);

        Run withTheGoodOne = bad.plus(Run.of(20, false), 3);

        assertThat(bad.badInARow()).isEqualTo(2);
        assertThat(withTheGoodOne.badInARow()).isEqualTo(1);
    }

    @Test
    void ofTwoAtOneInstantTheBadOneIsTheLater() {
        assertThat(Run.of(10, true).plus(Run.of(10, false), 2).badInARow()).isEqualTo(1);
    }
}
