package slipstream.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.IngestService;
import slipstream.ingest.IngestSettings;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.IncludePattern;
import slipstream.ingest.tail.InvalidFormatException;
import slipstream.ingest.tail.LineFormat;
import slipstream.ingest.tail.TailReport;
import slipstream.streams.slice.ClockMode;

/** Reads a log file into the observations, once or as it grows. */
@Command(
        name = "file",
        description = "Reads log files into the observations: to the end, or as they grow.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example:",
            "  slipstream ingest file access.log --format combined --service web --clock event",
            "  slipstream ingest file app.log --format json --service web --map time=ts,status=code --follow",
        })
final class IngestFileCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, or patterns such as /var/log/*.log.")
    private List<String> files;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description =
                    "combined, common, json, or an nginx log_format or Apache LogFormat as it stands in your file.")
    private String format;

    @Option(names = "--service", paramLabel = "NAME", description = "The service the log is about.")
    private String service;

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "FIELD=PATH",
            description =
                    "For json: which field is which, for example time=ts,status=response.code,latencySeconds=took.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--attribute",
            paramLabel = "FIELD",
            description = "For log formats: a field to keep as an attribute. May be repeated.")
    private List<String> attributes = new ArrayList<>();

    @Option(names = "--zone", defaultValue = "UTC", paramLabel = "ZONE", description = "The zone of times without one.")
    private String zone;

    @Option(
            names = "--from",
            defaultValue = "stored",
            paramLabel = "stored|beginning|end",
            description = "Where to begin (default: where reading stopped last).")
    private String from;

    @Option(names = "--follow", description = "Goes on as the files grow, until it is stopped.")
    private boolean follow;

    @Option(
            names = "--clock",
            defaultValue = "live",
            paramLabel = "live|event",
            description = "event: also times long past, for old logs (default: ${DEFAULT-VALUE}).")
    private String clock;

    @Option(
            names = "--bootstrap",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "The Kafka cluster (default: ${DEFAULT-VALUE}, which is what up starts).")
    private String bootstrap;

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR", description = "Where positions are kept.")
    private Path data;

    @Override
    public Integer call() throws IOException {
        FileLogSettings settings = settings();
        ClockMode mode = UpCommand.clockOf(clock);
        TimeBounds bounds = Pipeline.bounds(mode, InstantSource.system());
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrap);
        try (TopicAdmin topics = new TopicAdmin(bootstrap)) {
            topics.partitionsOf(slipstream.contract.topic.Topics.OBSERVATIONS);
        }
        Path positions = data.resolve("ingest");
        if (follow) {
            Parts parts = new Parts();
            IngestService ingest = parts.add(new IngestService(
                    IngestSettings.ofFiles(settings),
                    kafka,
                    positions,
                    bounds,
                    InstantSource.system(),
                    new SimpleMeterRegistry()));
            ingest.start();
            System.out.println("Following; Ctrl-C stops it, and the next run goes on from there.");
            new Running(parts).untilStopped();
            return 0;
        }
        TailReport report = IngestService.readToEnd(
                settings, kafka, positions, bounds, new SimpleMeterRegistry(), IngestFileCommand::progress);
        System.err.println();
        print(report);
        return 0;
    }

    private FileLogSettings settings() {
        try {
            LineFormat lineFormat = LineFormat.of(format, fields, attributes, ZoneId.of(zone));
            FileLogSettings.From where = switch (from) {
                case "stored" -> FileLogSettings.From.STORED;
                case "beginning" -> FileLogSettings.From.BEGINNING;
                case "end" -> FileLogSettings.From.END;
                default -> throw new UsageException("--from is stored, beginning or end, not '" + from + "'");
            };
            List<IncludePattern> include =
                    files.stream().map(IngestFileCommand::include).toList();
            if (service == null && !lineFormat.namesService()) {
                throw new UsageException("--service is needed: the lines do not say what they are about");
            }
            Map<String, String> labels = service == null ? Map.of() : Map.of(FileLogSettings.SERVICE, service);
            return settings(include, lineFormat, where, labels);
        } catch (DateTimeException e) {
            throw new UsageException("--zone '" + zone + "' is not a time zone", e);
        } catch (InvalidFormatException e) {
            throw new UsageException("--format: " + e.getMessage(), e);
        }
    }

    private FileLogSettings settings(
            List<IncludePattern> include,
            LineFormat lineFormat,
            FileLogSettings.From where,
            Map<String, String> labels) {
        try {
            return new FileLogSettings(include, lineFormat, where, follow, labels);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--service: " + e.getMessage(), e);
        }
    }

    private static IncludePattern include(String file) {
        try {
            return IncludePattern.of(Path.of("").toAbsolutePath(), file);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static void progress(TailReport report) {
        System.err.printf(Locale.ROOT, "\r%,d lines confirmed", report.lines());
    }

    private static void print(TailReport report) {
        System.out.printf(
                Locale.ROOT,
                "%d lines: %d accepted, %d dropped, %d dead%n",
                report.lines(),
                report.accepted(),
                report.dropped(),
                report.dead());
        report.deadByReason().forEach((reason, count) -> System.out.printf("  %s: %d%n", reason.word(), count));
    }
}
