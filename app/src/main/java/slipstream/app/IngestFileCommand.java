package slipstream.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.IngestService;
import slipstream.ingest.IngestSettings;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.IncludePattern;
import slipstream.ingest.tail.TailReport;

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
            paramLabel = "FORMAT",
            description =
                    "combined, json, logfmt, csv, alb, lambda, netlify, syslog, plain ..., or an nginx log_format or Apache LogFormat as it stands in your file.")
    private String format;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(
            names = "--from",
            defaultValue = "stored",
            paramLabel = "stored|beginning|end",
            description = "Where to begin (default: where reading stopped last).")
    private String from;

    @Option(names = "--follow", description = "Goes on as the files grow, until it is stopped.")
    private boolean follow;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR", description = "Where positions are kept.")
    private Path data;

    @Override
    public Integer call() throws IOException {
        FileLogSettings settings = settings();
        TimeBounds bounds = reading.bounds();
        Map<String, Object> kafka = reading.kafka();
        Path positions = data.resolve("ingest");
        if (follow) {
            Parts parts = new Parts();
            IngestService ingest = parts.add(new IngestService(
                    IngestSettings.ofFiles(settings),
                    kafka,
                    positions,
                    bounds,
                    InstantSource.system(),
                    ReadingOptions.meters()));
            ingest.start();
            System.out.println("Following; Ctrl-C stops it, and the next run goes on from there.");
            new Running(parts).untilStopped();
            return 0;
        }
        TailReport report = IngestService.readToEnd(
                settings, kafka, positions, bounds, ReadingOptions.meters(), IngestFileCommand::progress);
        System.err.println();
        ReadingOptions.print(report, System.out);
        return 0;
    }

    private FileLogSettings settings() {
        FileLogSettings.From where = switch (from) {
            case "stored" -> FileLogSettings.From.STORED;
            case "beginning" -> FileLogSettings.From.BEGINNING;
            case "end" -> FileLogSettings.From.END;
            default -> throw new UsageException("--from is stored, beginning or end, not '" + from + "'");
        };
        LineFormat lineFormat = log.compile(format);
        List<IncludePattern> include =
                files.stream().map(IngestFileCommand::include).toList();
        try {
            return new FileLogSettings(include, lineFormat, where, follow, log.labels());
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
}
