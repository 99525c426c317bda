package slipstream.ingest.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    private static final DnsQuestion QUESTION = new DnsQuestion(0x1234, "a.b", DnsType.MX, true);

    /** id 1234, an answer; question a.b MX IN; the answer points to the name at byte 12: MX 10 m.a.b, 300 s. */
    private static final byte[] ANSWER = HexFormat.of()
            .parseHex("1234" + "8180" + "0001" + "0001" + "0000" + "0000" + "0161016200" + "000f" + "0001" + "c00c"
                    + "000f" + "0001" + "0000012c" + "0006" + "000a" + "016dc00c");

    @Test
    void questionIsAMessageOfRfc1035() {
        assertThat(HexFormat.of().formatHex(QUESTION.message()))
                .isEqualTo("1234" + "0100" + "0001" + "0000" + "0000" + "0000" + "0161016200" + "000f" + "0001");
    }

    @Test
    void answerIsReadInTheFormOfAZoneFile() throws ProtocolException {
        DnsAnswer answer = DnsMessage.read(ANSWER, QUESTION);

        assertThat(answer.rcode()).isEqualTo("NOERROR");
        assertThat(answer.answer()).containsExactly("a.b.\t300\tIN\tMX\t10 m.a.b.");
        assertThat(answer.data()).containsExactly("10 m.a.b.");
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void answerToAnotherQuestionIsRefused() {
        assertThatThrownBy(() -> DnsMessage.read(ANSWER, new DnsQuestion(0x1234, "a.c", DnsType.MX, true)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("another question");
        assertThat(DnsMessage.answers(ANSWER, 0x1235)).isFalse();
    }

    @Test
    void nameThatPointsToItselfEnds() {
        byte[] circle = ANSWER.clone();
        circle[21] = (byte) 0xc0;
        circle[22] = 21;

        assertThatThrownBy(() -> DnsMessage.read(circle, QUESTION)).hasMessageContaining("circles");
    }

    @Test
    void messageThatIsCutShortOrBrokenIsAProtocolException() {
        long seed = 42;
        Random random = new Random(seed);
        for (int length = 0; length < ANSWER.length; length++) {
            byte[] cut = Arrays.copyOf(ANSWER, length);
            assertThatThrownBy(() -> DnsMessage.read(cut, QUESTION)).isInstanceOf(ProtocolException.class);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = ANSWER.clone();
            for (int times = random.nextInt(4); times >= 0; times--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(DnsMessage.read(broken, QUESTION).rcode()).isNotEmpty();
            } catch (ProtocolException e) {
                assertThat(e).as("seed " + seed).hasMessageContaining(" ");
            }
        }
    }

    @Test
    void nameThatIsNoneCannotBeAsked() {
        assertThatThrownBy(() -> DnsQuestion.encodedName("a..b")).hasMessageContaining("not a name");
        assertThatThrownBy(() -> DnsQuestion.encodedName("x".repeat(64))).hasMessageContaining("not a name");
        assertThat(DnsQuestion.encodedName(".")).containsExactly(0);
    }
}
