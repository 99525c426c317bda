package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrictUtf8Test {
    @Test
    void everyCharacterIsText_exceptNul() {
        for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                continue;
            }
            byte[] bytes = Character.toString(character).getBytes(UTF_8);
            if (!StrictUtf8.isText(bytes, 0, bytes.length)) {
                fail("U+%04X is not taken for text", character);
            }
        }
        assertThat(StrictUtf8.isText(new byte[1], 0, 1)).isFalse();
    }

    @Test
    void agreesWithTheDecoderOfTheJdk_aboutRandomBytes() {
        int texts = 0;
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[1 + random.nextInt(4)];
            for (int i = 0; i < bytes.length; i++) {
                // Lead and continuation bytes mostly: uniform bytes would hardly ever make a long character.
                bytes[i] = (byte) (i == 0 ? 0xC0 + random.nextInt(64) : 0x7C + random.nextInt(72));
            }
            boolean expected = isDecodable(bytes);
            texts += expected ? 1 : 0;

            assertThat(StrictUtf8.isText(bytes, 0, bytes.length))
                    .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
                    .isEqualTo(expected);
        }
        assertThat(texts).as("the sample has both kinds").isBetween(2_000, 48_000);
    }

    @Test
    void aCharacterMustEndWithinTheRange() {
        byte[] bytes = "aé".getBytes(UTF_8);

        assertThat(StrictUtf8.isText(bytes, 0, 3)).isTrue();
        assertThat(StrictUtf8.isText(bytes, 0, 2)).isFalse();
        assertThat(StrictUtf8.isText(bytes, 2, 1)).isFalse();
        assertThat(StrictUtf8.isText(bytes, 0, 0)).isTrue();
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
