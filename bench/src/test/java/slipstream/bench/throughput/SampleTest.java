package slipstream.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void middleOfThreeIsTheMedian_andOfFourTheMeanOfTheTwoInTheMiddle() {
        assertThat(Sample.of(List.of(3d, 1d, 2d))).contains(new Sample(2, 1, 3));
        assertThat(Sample.of(List.of(4d, 3d, 1d, 2d))).contains(new Sample(2.5, 1, 4));
    }

    @Test
    void nothingWasMeasured() {
        assertThat(Sample.of(List.of())).isEmpty();
    }
}
