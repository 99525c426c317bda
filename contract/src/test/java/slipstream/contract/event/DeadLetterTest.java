package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DeadLetterTest {
    @Test
    void theOriginalBytesAreKept_upToTheLimit() {
        byte[] atLimit = new byte[DeadLetter.MAX_BYTES];
        byte[] beyond = new byte[DeadLetter.MAX_BYTES + 1];

        assertThat(letter(atLimit).bytes()).isEqualTo(atLimit);
        assertThat(letter(beyond).bytes()).hasSize(DeadLetter.MAX_BYTES);
    }

    @Test
    void theBytesCannotBeChangedAfterwards() {
        byte[] bytes = "abc".getBytes(UTF_8);
        DeadLetter letter = letter(bytes);

        bytes[0] = 'X';
        letter.bytes()[1] = 'X';

        assertThat(letter.bytes()).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void itSaysWhatAndWhere() {
        assertThat(letter(new byte[0])).hasToString("unparsed_line from access.log at 17: no status");
    }

    @Test
    void anOriginHasASourceAndCountsFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origin("", 1))
                .withMessageContaining("1 to 512 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> new Origin("s".repeat(513), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origin("s", 0))
                .withMessage("sequence must be at least 1, is 0");
        assertThat(new Origin("s".repeat(512), Long.MAX_VALUE).sequence()).isEqualTo(Long.MAX_VALUE);
    }

    private static DeadLetter letter(byte[] bytes) {
        return new DeadLetter(RejectReason.UNPARSED_LINE, "file", "no status", "access.log", 17, bytes);
    }
}
