package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;

/** The lines of one file, read one after the other by a format, at a fixed time. */
final class ReadLines {
    static final Instant NOW = Instant.parse("2026-01-03T12:00:00Z");

    private final LineParser parser;
    private long sequence = 1;

    private ReadLines(LineFormat format, TimeBounds bounds) {
        this.parser = format.newParser(Map.of("service", "shop"), bounds);
    }

    static ReadLines of(LineFormat format) {
        return new ReadLines(format, TimeBounds.event(InstantSource.fixed(NOW)));
    }

    static ReadLines of(String format, String... attributes) {
        return of(LineFormat.of(format, Map.of(), List.of(attributes), ZoneId.of("UTC")));
    }

    static ReadLines live(LineFormat format) {
        return new ReadLines(format, TimeBounds.live(InstantSource.fixed(NOW)));
    }

    LineParser parser() {
        return parser;
    }

    List<Observation> read(String line) throws RejectedObservationException {
        List<Observation> told = new ArrayList<>();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        parser.parse(bytes, 0, bytes.length, new Origin("file", sequence), told::add);
        sequence += bytes.length + 1;
        return told;
    }

    RequestObservation request(String line) throws RejectedObservationException {
        return (RequestObservation) read(line).get(0);
    }

    LogRecord log(String line) throws RejectedObservationException {
        return (LogRecord) read(line).get(0);
    }

    ResourceSample sample(String line) throws RejectedObservationException {
        List<Observation> told = read(line);
        return (ResourceSample) told.get(told.size() - 1);
    }

    static String time(Observation observation) {
        return Instant.ofEpochMilli(observation.timeMillis()).toString();
    }
}
