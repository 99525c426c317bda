package slipstream.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipstream.contract.topic.Topics;
import slipstream.ingest.IngestService;
import slipstream.ingest.tail.StdinSettings;
import slipstream.ingest.tail.TailReport;

/** Reads standard input into the observations, line by line, until it ends. */
@Command(
        name = "-",
        description = "Reads standard input into the observations until it ends.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example:",
            "  netlify logs --json --follow | slipstream ingest - --format netlify --service site"
        })
final class IngestStdinCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format, by its name or as it stands in the server's configuration.")
    private String format;

    @Mixin
    private LogOptions log = new LogOptions();

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

    @Override
    public Integer call() throws IOException {
        StdinSettings settings;
        try {
            settings = new StdinSettings(log.compile(format), log.labels());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--service: " + e.getMessage(), e);
        }
        try (TopicAdmin topics = new TopicAdmin(bootstrap)) {
            topics.partitionsOf(Topics.OBSERVATIONS);
        }
        TailReport report = IngestService.readStream(
                settings,
                System.in,
                Map.of("bootstrap.servers", bootstrap),
                Pipeline.bounds(UpCommand.clockOf(clock), InstantSource.system()),
                new SimpleMeterRegistry());
        System.out.printf(
                Locale.ROOT,
                "%d lines: %d accepted, %d dropped, %d dead%n",
                report.lines(),
                report.accepted(),
                report.dropped(),
                report.dead());
        report.deadByReason().forEach((reason, count) -> System.out.printf("  %s: %d%n", reason.word(), count));
        return 0;
    }
}
