package slipstream.app;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;

/** Tells how much of a log is understood by a format: nothing is sent anywhere. */
@Command(
        name = "test",
        description =
                "Says how many lines of a file a format matches, which ones not and why, and shows what is understood.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The exit code is 1 when a line was not matched. For example:",
            "  slipstream parse test access.log --format combined --attribute http_user_agent",
            "  netlify logs --json | slipstream parse test - --format netlify"
        })
final class ParseTestCommand implements Callable<Integer> {
    private static final int SHOWN = 3;
    private static final int SHOWN_CHARS = 160;

    /** Stands for the service that the lines do not name. */
    private static final Map<String, String> ANY_SERVICE = Map.of(Labels.SERVICE, "service");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|-", description = "The file, also a .gz; - reads standard input.")
    private String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format, by its name or as it stands in the server's configuration.")
    private String format;

    @Mixin
    private LogOptions log = new LogOptions();

    private final Map<ObservationType, Long> kinds = new EnumMap<>(ObservationType.class);
    private final Map<String, Long> patterns = new TreeMap<>();
    private final List<Observation> first = new ArrayList<>();

    @Override
    public Integer call() {
        LineFormat compiled = log.compileForAnyService(format);
        Map<String, String> labels = new HashMap<>(ANY_SERVICE);
        labels.putAll(log.labels());
        EventFile events = EventFile.ofLog(compiled, labels);
        events.read(file, this::count);
        if (events.lines() == 0) {
            throw new StartupException(file + " has no lines");
        }
        print(events);
        return events.unread() == 0 ? 0 : 1;
    }

    private void count(Observation seen) {
        kinds.merge(seen.type(), 1L, Long::sum);
        if (seen instanceof LogRecord record && !record.pattern().isEmpty()) {
            patterns.merge(record.pattern(), 1L, Long::sum);
        }
        if (first.size() < SHOWN) {
            first.add(seen);
        }
    }

    private void print(EventFile events) {
        PrintWriter out = spec.commandLine().getOut();
        long matched = events.lines() - events.unread();
        out.printf(Locale.ROOT, "%d of %d lines matched%s%n", matched, events.lines(), unmatched(events));
        for (int i = 0; i < events.refused().size(); i++) {
            out.println("  " + events.refused().get(i));
            out.println("    | " + cut(events.refusedText().get(i)));
        }
        events.trouble().ifPresent(trouble -> out.println("Note: " + trouble));
        kinds.forEach(
                (kind, count) -> out.printf(Locale.ROOT, "%s: %d%n", kind.name().toLowerCase(Locale.ROOT), count));
        patterns.forEach((pattern, count) -> out.printf(Locale.ROOT, "pattern %s: %d%n", pattern, count));
        if (!first.isEmpty()) {
            out.println("The first are understood as:");
            first.forEach(seen -> out.println("  " + described(seen)));
        }
        out.flush();
    }

    private static String unmatched(EventFile events) {
        int shown = events.refused().size();
        if (events.unread() == 0) {
            return "";
        }
        return events.unread() > shown
                ? "; here are the first " + shown + " of those that did not:"
                : "; here " + (shown == 1 ? "is the one" : "are the " + shown) + " that did not:";
    }

    private static String described(Observation seen) {
        StringBuilder text = new StringBuilder(
                        Instant.ofEpochMilli(seen.timeMillis()).toString())
                .append(' ')
                .append(seen.service());
        if (seen instanceof RequestObservation request) {
            text.append(" request ").append(request.method()).append(' ').append(request.route());
            text.append(" status ").append(request.status());
            if (!Double.isNaN(request.latencyMillis())) {
                text.append(" in ").append(request.latencyMillis()).append(" ms");
            }
        } else if (seen instanceof ResourceSample sample) {
            text.append(" sample ").append(sample.resource()).append(" = ").append(sample.value());
            if (!Double.isNaN(sample.limit())) {
                text.append(" of ").append(sample.limit());
            }
        } else if (seen instanceof LogRecord record) {
            text.append(" record ").append(record.level()).append(' ').append(cut(record.message()));
        }
        return seen.attributes().isEmpty()
                ? text.toString()
                : text.append(' ')
                        .append(cut(new TreeMap<>(seen.attributes()).toString()))
                        .toString();
    }

    /** What came from outside is shown short and without control characters. */
    private static String cut(String text) {
        String start = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < start.length(); i += 60) {
            shown.append(ObservationRules.cut(start.substring(i, Math.min(start.length(), i + 60))));
        }
        return shown.toString();
    }
}
