package slipstream.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The place of the benchmarks in the help: they are not in the jar, and the launcher of a checkout runs them before it comes to this. */
@Command(
        name = "bench",
        description = "Measures Slipstream on this machine, from a checkout of the sources: ./slipstream bench --help.")
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        throw new StartupException(
                "bench needs a checkout of the sources, because what it compares with is not in the jar: "
                        + "clone the repository and run there ./slipstream " + String.join(" ", command()));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("bench"));
        command.addAll(words);
        return command;
    }
}
