package slipstream.app;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Problems;
import slipstream.contract.slo.Reading;
import slipstream.streams.classify.Definitions;
import slipstream.streams.evaluate.Evaluation;

/** Tries SLOs and rules on a file of events, with the arithmetic of the stream job and without Kafka. */
@Command(
        name = "evaluate",
        description =
                "Tries SLOs and rules on a file of events: what they would have said, and when they would have alerted.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example, on yesterday's log:",
            "  slipstream evaluate --config config --events access.log --format combined --service web",
            "  slipstream evaluate --config config --events app.log.gz --format json --map time=ts,status=code --service web --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String OBSERVATIONS = "observations";

    @Option(
            names = "--config",
            required = true,
            paramLabel = "DIR",
            description = "The folder, or the file, with the SLOs.")
    private Path config;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE|-",
            description = "The file of events, also a .gz; - reads standard input.")
    private String events;

    @Option(
            names = "--format",
            defaultValue = OBSERVATIONS,
            paramLabel = "FORMAT",
            description =
                    "observations (our own JSON lines), json with --map, combined, common, or an nginx log_format or Apache LogFormat (default: ${DEFAULT-VALUE}).")
    private String format;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(
            names = "--every",
            defaultValue = "1m",
            paramLabel = "DURATION",
            description = "The step: rules are looked at, and results told, so often (default: ${DEFAULT-VALUE}).")
    private String every;

    @Option(
            names = "--lateness",
            defaultValue = "1m",
            paramLabel = "DURATION",
            description = "How far out of order events are waited for (default: ${DEFAULT-VALUE}).")
    private String lateness;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description =
                    "Leaves out events of a minute that ended so long before the newest event; 0s leaves out all that are late. Without it every event counts.")
    private String grace;

    @Option(names = "--json", description = "One JSON object a line: windows, budgets and alerts at each instant.")
    private boolean json;

    @Override
    public Integer call() {
        Evaluation.Settings settings = settings();
        EventFile file = file();
        Problems problems = new Problems();
        Definitions definitions = Configuration.definitions(config, problems, Reading.LENIENT);
        problems.throwIfErrors();
        problems.all().forEach(warning -> System.err.println(warning));
        if (definitions.slos().isEmpty() && definitions.rules().isEmpty()) {
            throw new StartupException(config + " has no SLO and no rule that events could be counted for");
        }
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
        EvaluationSummary summary = new EvaluationSummary();
        Evaluation evaluation = new Evaluation(definitions, settings, json ? new EvaluationLines(out) : summary);
        file.read(events, evaluation::observe);
        requireEvents(file);
        evaluation.finish();
        if (json) {
            out.flush();
            EvaluationSummary.counters(file, evaluation.counters()).forEach(System.err::println);
        } else {
            summary.print(out, file, evaluation.counters());
            out.flush();
        }
        return 0;
    }

    private Evaluation.Settings settings() {
        Duration step = duration("--every", every);
        if (!Evaluation.Settings.isStep(step)) {
            throw new UsageException("--every is a multiple of 10s, not '" + every + "'");
        }
        return new Evaluation.Settings(
                step,
                duration("--lateness", lateness),
                Optional.ofNullable(grace).map(text -> duration("--grace", text)));
    }

    private EventFile file() {
        if (!format.equals(OBSERVATIONS)) {
            return EventFile.ofLog(log.compile(format), log.labels());
        }
        if (log.isGiven()) {
            throw new UsageException("--service, --map and --attribute say how a log is read: name its --format too");
        }
        return EventFile.ofObservations();
    }

    /** A result about nothing would look as if all were well. */
    private void requireEvents(EventFile file) {
        if (file.lines() == 0) {
            throw new StartupException(events + " has no events");
        }
        if (file.unread() == file.lines()) {
            throw new StartupException("none of the " + file.lines() + " lines of " + events + " could be read as "
                    + format + "; " + file.refused().get(0) + "\n--format says what a line is");
        }
    }

    private static Duration duration(String option, String text) {
        if (text.equals("0") || text.equals("0s")) {
            return Duration.ZERO;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " is a duration such as 10s, 1m or 1h, not '" + text + "'", e);
        }
    }
}
