package slipstream.ingest.source;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.publish.ObservationSink;

/**
 * What the sources of a process share.
 *
 * @param sink takes the observations
 * @param kafka where and how to reach the Kafka cluster of this process, at least {@code bootstrap.servers}
 * @param dataFolder where a source keeps what it must not forget, in files of its own
 * @param bounds which event times are believed
 */
public record SourceContext(
        ObservationSink sink,
        Map<String, Object> kafka,
        Path dataFolder,
        TimeBounds bounds,
        InstantSource clock,
        MeterRegistry metrics) {
    public SourceContext {
        Objects.requireNonNull(sink, "sink");
        kafka = Map.copyOf(kafka);
        Objects.requireNonNull(dataFolder, "dataFolder");
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(metrics, "metrics");
    }
}
