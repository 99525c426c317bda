package slipstream.app;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;
import slipstream.contract.document.InvalidConfigurationException;

/** The command line. */
@Command(
        name = "slipstream",
        description = "SLOs, error budgets and burn-rate alerts from events on Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            TryCommand.class,
            UpCommand.class,
            IngestCommand.class,
            StreamsCommand.class,
            AlertingCommand.class,
            CheckCommand.class,
            ParseCommand.class,
            ProbeCommand.class,
            RoutesCommand.class,
            SilenceCommand.class,
            IncidentsCommand.class,
            AckCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            TopicsCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Start with:  slipstream try",
            "Then write your own SLOs into a folder and:  slipstream check DIR, slipstream up --config DIR"
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code: 0 when well, 1 when not, 2 when the command line is wrong. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((error, command, parsed) -> explain(error, command))
                .execute(args);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }

    /** What a person can mend is said in one sentence; anything else is a bug and shows where. */
    static int explain(Exception error, CommandLine command) {
        PrintWriter err = command.getErr();
        int exitCode = CommandLine.ExitCode.SOFTWARE;
        if (error instanceof UsageException) {
            err.println(error.getMessage());
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
            exitCode = CommandLine.ExitCode.USAGE;
        } else if (error instanceof InvalidConfigurationException
                || error instanceof StartupException
                || error instanceof UncheckedIOException) {
            err.println(error.getMessage());
        } else {
            // The trace is what goes into a report: there is nobody above who could log it.
            error.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"slipstream " + version()};
        }
    }

    /** The version of this build. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
