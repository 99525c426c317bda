package slipstream.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same aggregation as a Flink job, beside the whole stream job of Slipstream. */
@Command(
        name = "flink",
        description =
                "Runs a local Flink job (parallelism 1, state on the heap, a checkpoint each second, no output) that"
                        + " counts the same hundred SLOs, beside the whole stream job of Slipstream, and verifies the counts of both.",
        mixinStandardHelpOptions = true)
public final class FlinkBench implements Callable<Integer> {
    @Option(
            names = "--events",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "How many observations (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "R",
            description = "How many rounds count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            paramLabel = "R",
            description = "How many rounds go before, to get warm (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "SEED",
            description = "What the observations are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to a file as well.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FlinkBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> classPath = FlinkClassPath.find();
        if (classPath.isEmpty()) {
            spec.commandLine().getErr().println(FlinkClassPath.HOW_TO_BUILD);
            return CommandLine.ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        FlinkRun run = new FlinkRun(new FlinkRun.Plan(events, warmUp, rounds, seed), classPath.get(), out);
        List<FlinkRound> measured = run.measure();
        FlinkResult result = FlinkResult.of(measured);
        out.println(result.table());
        out.flush();
        if (json.isPresent()) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.get().toFile(), result);
        }
        return result.verified() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
