package slipstream.ingest.receive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.SourceContext;

/** Real receivers on loopback in front of a recording sink, with a clock that stands still; closing it closes them. */
final class ReceiverWorld implements AutoCloseable {
    static final InstantSource T0 = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    static final String GOOD = "{\"time\":1767225600000,\"service\":\"shop\",\"status\":200}";
    static final String JSON_TYPE = "application/json";
    static final String LINES_TYPE = "application/x-ndjson";

    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<HttpReceiver> started = new ArrayList<>();

    RecordingSink sink() {
        return sink;
    }

    SimpleMeterRegistry metrics() {
        return metrics;
    }

    HttpReceiver start(ReceiverLimits limits) {
        return start(ReceiverSettings.at(ListenAddress.loopback(0), limits));
    }

    HttpReceiver start(ReceiverSettings settings) {
        HttpReceiver receiver = receiver(settings);
        receiver.start();
        started.add(receiver);
        return receiver;
    }

    HttpReceiver receiver(ReceiverSettings settings) {
        return new HttpReceiver(settings, context());
    }

    SourceContext context() {
        return new SourceContext(sink, Map.of(), Path.of("unused"), TimeBounds.live(T0), T0, metrics);
    }

    static ReceiverLimits limits(Duration idle, Duration answer, int workers, int waiting) {
        ReceiverLimits defaults = ReceiverLimits.DEFAULTS;
        return new ReceiverLimits(
                defaults.bodyBytes(),
                defaults.items(),
                defaults.connections(),
                idle,
                answer,
                workers,
                waiting,
                defaults.bufferedBytes());
    }

    static RawClient.Reply post(HttpReceiver receiver, String type, String body) throws IOException {
        return RawClient.post(receiver.port(), type, body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] chunkedHead() {
        String head = "POST /api/v1/observations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        return (head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static String withOrigin(String source, long sequence) {
        return "{\"time\":1767225600000,\"service\":\"shop\",\"source\":\"" + source + "\",\"sequence\":" + sequence
                + "}";
    }

    List<Long> sequencesOf(String source) {
        return sink.observations().stream()
                .map(Observation::origin)
                .filter(origin -> origin.source().equals(source))
                .map(origin -> origin.sequence())
                .toList();
    }

    double buffered() {
        return metrics.get("slipstream.receiver.buffered.bytes").gauge().value();
    }

    @Override
    public void close() {
        started.forEach(HttpReceiver::close);
    }
}
