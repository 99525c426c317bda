package slipstream.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.ingest.probe.ProbeService;
import slipstream.ingest.publish.ObservationPublisher;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.LogTailer;
import slipstream.ingest.tail.Positions;
import slipstream.ingest.tail.TailReport;

/** The ingest role of a process: everything that {@link IngestSettings} names, behind one producer. Started and closed once. */
public final class IngestService implements HealthSource, AutoCloseable {
    private final ObservationPublisher publisher;
    private final List<LogTailer> tailers = new ArrayList<>();
    private final Optional<ProbeService> probes;
    private final Optional<HttpReceiver> receiver;

    /**
     * @param kafkaClientConfig where and how to reach Kafka, at least {@code bootstrap.servers}
     * @param dataFolder keeps how far each file has been read
     * @param bounds which event times are believed
     * @throws UncheckedIOException when the data folder cannot be used
     */
    public IngestService(
            IngestSettings settings,
            Map<String, Object> kafkaClientConfig,
            Path dataFolder,
            TimeBounds bounds,
            InstantSource clock,
            MeterRegistry registry) {
        Positions positions = openPositions(dataFolder, clock);
        this.publisher = new ObservationPublisher(kafkaClientConfig, registry);
        settings.files().forEach(file -> tailers.add(new LogTailer(file, positions, publisher, bounds, registry)));
        this.probes = settings.probes().map(probe -> new ProbeService(probe, publisher, clock, registry));
        this.receiver = settings.http().map(http -> new HttpReceiver(http, publisher, bounds, clock, registry));
    }

    private static Positions openPositions(Path dataFolder, InstantSource clock) {
        try {
            return Positions.open(dataFolder, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + dataFolder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Begins to take what comes in. When the receiver's address is taken nothing is started, and the reason is thrown. */
    public void start() {
        try {
            receiver.ifPresent(HttpReceiver::start);
            probes.ifPresent(ProbeService::start);
            tailers.forEach(LogTailer::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The port that the HTTP receiver listens on, if there is one. */
    public OptionalInt httpPort() {
        return receiver.map(http -> OptionalInt.of(http.port())).orElseGet(OptionalInt::empty);
    }

    /** What each of the log file entries has read and had confirmed, in the order of the settings. */
    public List<TailReport> reports() {
        return tailers.stream().map(LogTailer::report).toList();
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>(publisher.health());
        receiver.ifPresent(http -> all.addAll(http.health()));
        probes.ifPresent(probe -> all.addAll(probe.health()));
        tailers.forEach(tailer -> all.addAll(tailer.health()));
        return all;
    }

    /** Takes no more, waits a while until Kafka has what was taken, and stores the positions. */
    @Override
    public void close() {
        receiver.ifPresent(HttpReceiver::close);
        probes.ifPresent(ProbeService::close);
        tailers.forEach(LogTailer::stop);
        tailers.forEach(LogTailer::close);
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
}
