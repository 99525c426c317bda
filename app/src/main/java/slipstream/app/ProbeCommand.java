package slipstream.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** What can be found out about a target before it is probed at a rate. */
@Command(
        name = "probe",
        description = "Tries a probe on a target.",
        mixinStandardHelpOptions = true,
        subcommands = ProbeOnceCommand.class)
final class ProbeCommand implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
