package slipstream.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.ingest.publish.ObservationPublisher;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.LogTailer;
import slipstream.ingest.tail.Positions;
import slipstream.ingest.tail.StdinSettings;
import slipstream.ingest.tail.TailReport;
import slipstream.ingest.tail.TailService;

/** The ingest role of a process: every source that {@link IngestSettings} names, behind one producer. Started and closed once. */
public final class IngestService implements HealthSource, AutoCloseable {
    private final ObservationPublisher publisher;
    private final List<Source> sources = new ArrayList<>();

    /**
     * @param kafkaClientConfig where and how to reach Kafka, at least {@code bootstrap.servers}
     * @param dataFolder keeps how far each file has been read
     * @param bounds which event times are believed
     * @throws java.io.UncheckedIOException when the data folder cannot be used
     */
    public IngestService(
            IngestSettings settings,
            Map<String, Object> kafkaClientConfig,
            Path dataFolder,
            TimeBounds bounds,
            InstantSource clock,
            MeterRegistry registry) {
        this.publisher = new ObservationPublisher(kafkaClientConfig, registry);
        try {
            SourceContext context =
                    new SourceContext(publisher, kafkaClientConfig, dataFolder, bounds, clock, registry);
            for (SourceSettings source : settings.sources()) {
                sources.add(source.open(context));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Begins to take what comes in. When an address is taken nothing is left running, and the reason is thrown. */
    public void start() {
        try {
            sources.forEach(Source::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The port that the HTTP receiver listens on, if there is one. */
    public OptionalInt httpPort() {
        return port("http");
    }

    /** The port that the OTLP receiver listens on, if there is one. */
    public OptionalInt otlpPort() {
        return port("otlp");
    }

    private OptionalInt port(String receiver) {
        return of(HttpReceiver.class)
                .filter(server -> server.name().equals(receiver))
                .mapToInt(HttpReceiver::port)
                .findFirst();
    }

    /** What each of the log file entries has read and had confirmed, in the order of the settings. */
    public List<TailReport> reports() {
        return of(TailService.class).flatMap(tail -> tail.reports().stream()).toList();
    }

    private <S extends Source> Stream<S> of(Class<S> kind) {
        return sources.stream().filter(kind::isInstance).map(kind::cast);
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>(publisher.health());
        sources.forEach(source -> all.addAll(source.health()));
        return all;
    }

    /** Takes no more, waits a while until Kafka has what was taken, and stores the positions. */
    @Override
    public void close() {
        sources.forEach(Source::stop);
        sources.forEach(Source::close);
        publisher.close();
    }

    /**
     * Reads log files to their present end, in this thread, and returns when Kafka has confirmed everything.
     *
     * @param progress told about twice a second what has been confirmed so far
     * @throws IOException when there is no such file, or it cannot be read
     */
    public static TailReport readToEnd(
            FileLogSettings settings,
            Map<String, Object> kafkaClientConfig,
            Path dataFolder,
            TimeBounds bounds,
            MeterRegistry registry,
            Consumer<TailReport> progress)
            throws IOException {
        Positions positions = Positions.open(dataFolder, bounds.wall());
        try (ObservationPublisher publisher = new ObservationPublisher(kafkaClientConfig, registry);
                LogTailer tailer = new LogTailer(settings, positions, publisher, bounds, registry)) {
            return tailer.readToEnd(progress);
        }
    }

    /**
     * Reads a stream of lines to its end, in this thread, and returns when Kafka has confirmed everything.
     *
     * @throws IOException when it cannot be read further
     */
    public static TailReport readStream(
            StdinSettings settings,
            InputStream in,
            Map<String, Object> kafkaClientConfig,
            TimeBounds bounds,
            MeterRegistry registry)
            throws IOException {
        try (ObservationPublisher publisher = new ObservationPublisher(kafkaClientConfig, registry)) {
            return settings.readToEnd(in, publisher, bounds);
        }
    }
}
