package slipstream.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Override
    public Integer call() throws IOException {
        StdinSettings settings;
        try {
            settings = new StdinSettings(log.compile(format), log.labels());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--service: " + e.getMessage(), e);
        }
        TailReport report = IngestService.readStream(
                settings, System.in, reading.kafka(), reading.bounds(), ReadingOptions.meters());
        ReadingOptions.print(report, System.out);
        return 0;
    }
}
