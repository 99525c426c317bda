package slipstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void equalIsWhatArraysSay() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] some = new byte[random.nextInt(40)];
            random.nextBytes(some);
            int from = random.nextInt(some.length + 1);
            int length = random.nextInt(some.length - from + 1);
            int otherFrom = random.nextInt(9);
            byte[] others = new byte[otherFrom + length + random.nextInt(3)];
            System.arraycopy(some, from, others, otherFrom, length);
            if (length > 0 && random.nextBoolean()) {
                others[otherFrom + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            }

            assertThat(Words.equal(some, from, others, otherFrom, length))
                    .isEqualTo(Arrays.equals(some, from, from + length, others, otherFrom, otherFrom + length));
        }
    }
}
