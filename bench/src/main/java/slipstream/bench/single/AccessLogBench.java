package slipstream.bench.single;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.line.LineParser;

/** How many lines of an access log a core parses, by the format string as it is pasted from an nginx configuration. */
@Command(
        name = "access-log",
        description = "Parses the lines of a generated nginx log by a pasted log_format, in one thread, and counts the"
                + " processor time of that thread.",
        mixinStandardHelpOptions = true)
public final class AccessLogBench implements Callable<Integer> {
    private static final int LINES = 100_000;
    private static final int WARM_UP_PASSES = 10;

    /** As many lines as the tailer hands on at once at most. */
    private static final int BATCH = 100;

    @Option(
            names = "--passes",
            defaultValue = "30",
            paramLabel = "N",
            description = "How often 100 000 lines are parsed (default: ${DEFAULT-VALUE}).")
    private int passes;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to a file as well.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new AccessLogBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        byte[][] lines = AccessLogLines.of(LINES, Instant.now());
        LineParser parser = LineFormat.of(AccessLogLines.PASTED, Map.of(), List.of(), ZoneOffset.UTC)
                .newParser(Map.of("service", "shop"), TimeBounds.live(InstantSource.system()));
        double parsed = linesPerSecond(() -> parse(parser, lines));
        double written = linesPerSecond(() -> parseAndWrite(parser, lines));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "lines for each second of processor time, median of %d passes over %,d lines of %d bytes:%n"
                        + "  parsed                            %,10.0f%n"
                        + "  parsed and written as normal form %,10.0f%n",
                passes,
                LINES,
                Arrays.stream(lines).mapToInt(line -> line.length).sum() / LINES,
                parsed,
                written);
        out.flush();
        if (json.isPresent()) {
            new ObjectMapper()
                    .writeValue(
                            json.get().toFile(),
                            Map.of("parsedPerSecond", parsed, "parsedAndWrittenPerSecond", written));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Something that is done to all lines and tells a number that depends on all of them. */
    @FunctionalInterface
    private interface Pass {
        long run() throws RejectedObservationException;
    }

    private double linesPerSecond(Pass pass) throws RejectedObservationException {
        long expected = pass.run();
        double[] rates = new double[passes];
        for (int i = -WARM_UP_PASSES; i < passes; i++) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long result = pass.run();
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            if (result != expected) {
                throw new IllegalStateException("a pass gave " + result + " instead of " + expected);
            }
            if (i >= 0) {
                rates[i] = LINES * 1e9 / took;
            }
        }
        Arrays.sort(rates);
        return rates[passes / 2];
    }

    /** A number that depends on all of a request. */
    private static final class Sum implements Consumer<Observation> {
        private long sum;

        @Override
        public void accept(Observation observation) {
            sum += observation.status()
                    + observation.timeMillis()
                    + (long) observation.latencyMillis()
                    + ((RequestObservation) observation).route().length();
        }
    }

    private static long parse(LineParser parser, byte[][] lines) throws RejectedObservationException {
        Sum sum = new Sum();
        for (int i = 0; i < lines.length; i++) {
            parser.parse(lines[i], 0, lines[i].length, new Origin("bench", i + 1), sum);
        }
        return sum.sum;
    }

    private static long parseAndWrite(LineParser parser, byte[][] lines) throws RejectedObservationException {
        long bytes = 0;
        List<Observation> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < lines.length; i++) {
            parser.parse(lines[i], 0, lines[i].length, new Origin("bench", i + 1), batch::add);
            if (batch.size() == BATCH) {
                bytes += ObservationCodec.write(batch).length;
                batch.clear();
            }
        }
        return bytes;
    }
}
