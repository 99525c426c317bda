package slipstream.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.RejectReason;

class DeadLetterHeadersTest {
    @Test
    void everythingButTheBytesStandsInHeaders() {
        DeadLetter letter =
                new DeadLetter(RejectReason.UNPARSED_LINE, "file", "no status, ä", "access.log", 17, new byte[3]);

        Headers headers = DeadLetterHeaders.of(letter);

        assertThat(DeadLetterHeaders.text(headers, "slipstream.reason")).isEqualTo("unparsed_line");
        assertThat(DeadLetterHeaders.text(headers, "slipstream.entry")).isEqualTo("file");
        assertThat(DeadLetterHeaders.text(headers, "slipstream.detail")).isEqualTo("no status, ä");
        assertThat(DeadLetterHeaders.text(headers, "slipstream.source")).isEqualTo("access.log");
        assertThat(DeadLetterHeaders.text(headers, "slipstream.position")).isEqualTo("17");
    }

    @Test
    void aHeaderThatIsNotThereIsEmpty() {
        Headers headers = new RecordHeaders().add(DeadLetterHeaders.REASON, null);

        assertThat(DeadLetterHeaders.text(headers, DeadLetterHeaders.SOURCE)).isEmpty();
        assertThat(DeadLetterHeaders.text(headers, DeadLetterHeaders.REASON)).isEmpty();
    }
}
