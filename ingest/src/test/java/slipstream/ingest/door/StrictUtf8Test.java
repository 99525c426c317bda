package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrictUtf8Test {
    @Test
    void bytesAreText_whenAndOnlyWhenTheySurviveARoundTrip_forAllPairs() {
        for (int first = 1; first < 256; first++) {
            for (int second = 1; second < 256; second++) {
                byte[] bytes = {(byte) first, (byte) second};
                assertThat(StrictUtf8.isText(bytes, 0, 2))
                        .as("%02x %02x", first, second)
                        .isEqualTo(survives(bytes));
            }
        }
    }

    @Test
    void longTextWithWideCharactersIsText_whereverTheChunksEnd() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = ("a".repeat(random.nextInt(5)) + "€\uD83D\uDE00é".repeat(4000 + random.nextInt(500)))
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(StrictUtf8.isText(bytes, 0, bytes.length)).isTrue();
            bytes[bytes.length - 1 - random.nextInt(1000)] = (byte) 0xFF;
            assertThat(StrictUtf8.isText(bytes, 0, bytes.length)).isFalse();
        }
    }

    @Test
    void onlyTheGivenRangeIsLookedAt() {
        byte[] bytes = {(byte) 0xFF, 'a', 'b', 0};

        assertThat(StrictUtf8.isText(bytes, 1, 2)).isTrue();
        assertThat(StrictUtf8.isText(bytes, 0, 2)).isFalse();
        assertThat(StrictUtf8.isText(bytes, 1, 3)).isFalse();
        assertThat(StrictUtf8.isText(bytes, 1, 0)).isTrue();
    }

    private static boolean survives(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
