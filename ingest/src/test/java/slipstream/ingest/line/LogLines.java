package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/** Single lines, read as the tailer reads them: from within a buffer that holds more. */
final class LogLines {
    static final TimeBounds BOUNDS = TimeBounds.event(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

    /** A line in the format that nginx and Apache both call combined, of a browser whose name holds quotes. */
    static final String COMBINED_LINE = "192.0.2.7 - ana [18/Sep/2011:19:18:28 -0400] \"GET /shop/cart?id=7 HTTP/1.1\""
            + " 503 1234 \"https://example.test/\" \"Mozilla/5.0 (X11; \\\"quoted\\\") like [this]\"";

    private LogLines() {}

    static RequestObservation parse(String format, String line) throws RejectedObservationException {
        return parse(LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC), line);
    }

    static RequestObservation parse(LineFormat format, String line) throws RejectedObservationException {
        byte[] bytes = ("xx" + line + "yy").getBytes(StandardCharsets.UTF_8);
        return request(format.newParser(Map.of("service", "web", "team", "shop"), BOUNDS), bytes, 2, bytes.length - 2);
    }

    /** The one request that a line tells of. */
    static RequestObservation request(LineParser parser, byte[] bytes, int from, int to)
            throws RejectedObservationException {
        List<Observation> told = new ArrayList<>();
        parser.parse(bytes, from, to, new Origin("file:x", 1), told::add);
        assertThat(told).hasSize(1);
        return (RequestObservation) told.get(0);
    }

    /** Why a line is refused; one that is not fails the test. */
    static RejectedObservationException rejection(String format, String line) {
        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> parse(format, line));
        assertThat(why).as("'%s' is refused", line).isNotNull();
        return why;
    }
}
