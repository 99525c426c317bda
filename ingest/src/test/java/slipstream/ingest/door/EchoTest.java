package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

class EchoTest {
    @Test
    void whatTheParserQuotesIsShortened() {
        // given
        String quoted = "'" + "x".repeat(200) + "'";

        // when
        String message = shortened(RejectReason.UNDECODABLE, "Unrecognized token " + quoted + ": was expecting");

        // then
        assertThat(message).startsWith("Unrecognized token 'xxx").endsWith("x…");
        assertThat(message.chars().filter(c -> c == 'x')).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void longMessagesAboutFieldsStayWhole_becauseTheirQuotesAreShortAlready() {
        // given
        String bounds = "time 1 is outside 'a' to 'b'" + ", in milliseconds since the epoch".repeat(5);

        // then
        assertThat(shortened(RejectReason.TIMESTAMP_OUT_OF_RANGE, bounds)).isEqualTo(bounds);
    }

    @Test
    void controlCharactersAreNotRepeated() {
        assertThat(shortened(RejectReason.UNDECODABLE, "a\u0007\r\n\u001b[31mb"))
                .isEqualTo("a????[31mb");
    }

    private static String shortened(RejectReason reason, String message) {
        return Echo.shortened(new RejectedObservationException(reason, "", message));
    }
}
