package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;

/** Lines from a stream that cannot be read again. */
@Timeout(60)
class StreamReaderTest {
    private static final StdinSettings SETTINGS = new StdinSettings(
            LineFormat.of("$time_iso8601 $status \"$request\"", Map.of(), List.of(), ZoneOffset.UTC),
            Map.of("service", "web"));

    private final RecordingSink sink = new RecordingSink();

    @Test
    void everyLineIsCountedOnce_alsoTheLastWithoutALineEnd() throws IOException {
        String text = TailerWorld.lines(1, 250) + "\nbroken\n" + TailerWorld.line(251);

        TailReport report = read(stream(text));

        assertThat(report.accepted()).isEqualTo(251);
        assertThat(report.dropped()).isEqualTo(1);
        assertThat(report.deadByReason()).isEqualTo(Map.of(RejectReason.UNPARSED_LINE, 1L));
        assertThat(report.bytes()).isEqualTo(text.length());
        assertThat(sink.routes().get(250)).isEqualTo("/251");
        assertThat(sink.confirmed())
                .extracting(o -> o.origin().sequence())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sink.confirmed().stream().map(o -> o.origin().source()).distinct())
                .singleElement()
                .asString()
                .startsWith("stdin:");
        assertThat(sink.dropped()).containsExactly("stdin blank_line");
    }

    @Test
    void nothingMoreIsReadBeforeTheBrokerHasConfirmed_andWhatItRefusesIsSentAgain() throws IOException {
        sink.refuse(attempt -> attempt % 3 == 1);

        TailReport report = read(stream(TailerWorld.lines(1, 1000)));

        assertThat(report.accepted()).isEqualTo(1000);
        assertThat(sink.confirmed().stream().map(Observation::origin).distinct())
                .hasSize(1000);
        assertThat(sink.confirmed()).extracting(o -> o.origin().sequence()).isSorted();
    }

    @Test
    void aLineWithoutAnEndIsCut_andMemoryStaysFlat() throws IOException {
        String start = TailerWorld.line(1) + "\n";

        TailReport report = read(endless(start, 200_000_000, "\n" + TailerWorld.line(2) + "\n"));

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.deadByReason()).isEqualTo(Map.of(RejectReason.LINE_TOO_LONG, 1L));
        assertThat(sink.dead().get(0).bytes()).hasSize(LineIntake.MAX_LINE_BYTES);
    }

    private TailReport read(InputStream in) throws IOException {
        return new StreamReader(SETTINGS, in, sink, TimeBounds.event(TailerWorld.CLOCK)).readToEnd();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream whose middle is so many bytes of one line. */
    private static InputStream endless(String start, long middle, String end) {
        InputStream filler = new InputStream() {
            private long left = middle;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int count = (int) Math.min(left, length);
                java.util.Arrays.fill(bytes, from, from + count, (byte) 'x');
                left -= count;
                return count > 0 ? count : -1;
            }
        };
        return new java.io.SequenceInputStream(
                java.util.Collections.enumeration(List.of(stream(start), filler, stream(end))));
    }
}
