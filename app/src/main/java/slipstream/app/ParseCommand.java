package slipstream.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** What can be found out about a log before it is read into anything. */
@Command(
        name = "parse",
        description = "Tries a log format on a file.",
        mixinStandardHelpOptions = true,
        subcommands = ParseTestCommand.class)
final class ParseCommand implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
