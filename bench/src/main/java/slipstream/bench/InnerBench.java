package slipstream.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The inner loops under JMH. */
@Command(
        name = "inner",
        description = "Measures the inner loops with JMH: parse, selector, classify, latencies, windows, rules.",
        mixinStandardHelpOptions = true)
final class InnerBench implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "Which loops, as regular expressions that are found in their names (default: all).")
    private List<String> patterns = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured, in JMH's form.")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
        patterns.forEach(options::include);
        json.ifPresent(file -> options.resultFormat(ResultFormatType.JSON).result(file.toString()));
        new Runner(options.build()).run();
        return CommandLine.ExitCode.OK;
    }
}
