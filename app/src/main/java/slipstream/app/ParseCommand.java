package slipstream.app;

import picocli.CommandLine.Command;

/** What can be found out about a log before it is read into anything. */
@Command(
        name = "parse",
        description = "Tries a log format on a file.",
        mixinStandardHelpOptions = true,
        subcommands = ParseTestCommand.class)
final class ParseCommand extends CommandGroup {}
