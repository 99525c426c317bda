package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
    private static final int MIB = 1024 * 1024;

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void whatTheJdkCompressesComesOutAsItWas_overSeededRandomTexts() throws RefusedException {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            byte[] plain = new byte[random.nextInt(20_000)];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) random.nextInt(1 + random.nextInt(255));
            }

            assertThat(Gzip.inflate(gzip(plain), Gzip.MAX_BYTES))
                    .as("seed " + seed)
                    .isEqualTo(plain);
        }
    }

    @Test
    void membersBehindEachOtherAreOneText() throws RefusedException {
        byte[] both =
                joined(gzip("one ".getBytes(StandardCharsets.UTF_8)), gzip("two".getBytes(StandardCharsets.UTF_8)));

        assertThat(new String(Gzip.inflate(both, 100), StandardCharsets.UTF_8)).isEqualTo("one two");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = gzip(
                "a text that is long enough to be compressed, compressed, compressed".getBytes(StandardCharsets.UTF_8));

        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), 400, "bad_gzip");
        }
    }

    @Test
    void everyFlippedBitIsRefused_orChangesNothing() {
        byte[] plain = "a text that is long enough to be compressed, compressed".getBytes(StandardCharsets.UTF_8);
        byte[] whole = gzip(plain);

        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(Gzip.inflate(flipped, Gzip.MAX_BYTES))
                        .as("bit " + bit)
                        .isEqualTo(plain);
            } catch (RefusedException e) {
                assertThat(e.refusal().code()).as("bit " + bit).isEqualTo("bad_gzip");
            }
        }
    }

    @Test
    void whatStandsAfterTheEndIsRefused() {
        byte[] whole = gzip(new byte[] {1});

        assertRefused(joined(whole, new byte[] {0}), 400, "bad_gzip");
        assertRefused(joined(whole, "garbage".getBytes(StandardCharsets.UTF_8)), 400, "bad_gzip");
    }

    @Test
    void bombIsRefused_byItsRatioPastOneMebibyte() throws RefusedException {
        assertRefused(gzip(new byte[200 * MIB]), 413, "body_too_large");
        assertRefused(gzip(new byte[2 * MIB]), 413, "body_too_large");
        assertThat(Gzip.inflate(gzip(new byte[MIB]), Gzip.MAX_BYTES)).hasSize(MIB);
    }

    @Test
    void twentyMebibytesAreInflated_andNoByteMore() throws RefusedException {
        byte[] plain = new byte[20 * MIB];
        new Random(1).nextBytes(plain);

        assertThat(Gzip.inflate(gzip(plain), Gzip.MAX_BYTES)).isEqualTo(plain);
        assertRefused(gzip(Arrays.copyOf(plain, plain.length + 1)), 413, "body_too_large");
    }

    private static void assertRefused(byte[] body, int status, String code) {
        assertThatThrownBy(() -> Gzip.inflate(body, Gzip.MAX_BYTES))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().status()).isEqualTo(status);
                    assertThat(e.refusal().code()).isEqualTo(code);
                });
    }
}
