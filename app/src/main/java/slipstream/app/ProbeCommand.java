package slipstream.app;

import picocli.CommandLine.Command;

/** What can be found out about a target before it is probed at a rate. */
@Command(
        name = "probe",
        description = "Tries a probe on a target.",
        mixinStandardHelpOptions = true,
        subcommands = ProbeOnceCommand.class)
final class ProbeCommand extends CommandGroup {}
