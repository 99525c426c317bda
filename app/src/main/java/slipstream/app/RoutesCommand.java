package slipstream.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.route.Route;
import slipstream.contract.document.Problems;

/** What the routes of an alertmanager.yml do. */
@Command(
        name = "routes",
        description = "Answers questions about the routes of an alertmanager.yml.",
        mixinStandardHelpOptions = true,
        subcommands = RoutesCommand.TestCommand.class)
final class RoutesCommand extends CommandGroup {
    /** Says whom an alert would reach, before it is there. */
    @Command(
            name = "test",
            description = "Says to which receivers an alert with some labels would go, and along which routes.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "For example:",
                "  slipstream routes test --config DIR --labels service=shop,severity=page",
            })
    static final class TestCommand implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "DIR", description = "The configuration folder.")
        private Path config;

        @Option(
                names = "--labels",
                split = ",",
                paramLabel = "NAME=VALUE",
                description = "The alert's labels. May be repeated.")
        private Map<String, String> labels = new LinkedHashMap<>();

        @Option(
                names = "--expect",
                split = ",",
                paramLabel = "RECEIVER",
                description = "Fails unless it is these receivers, in this order; the console is not named.")
        private List<String> expected = List.of();

        @Override
        public Integer call() {
            Problems problems = new Problems();
            AlertingSettings settings = AlertingSettings.read(config, problems);
            problems.throwIfErrors();
            List<Route> routes = settings.routing()
                    .map(routing -> routing.root().match(labels))
                    .orElse(List.of());
            if (routes.isEmpty()) {
                System.out.println("only the console: there is no " + AlertingSettings.FILE + " in " + config);
            }
            for (Route route : routes) {
                System.out.println(route.receiver() + "  "
                        + route.groupKey(route.grouping().of(new TreeMap<>(labels))));
            }
            List<String> told = routes.stream().map(Route::receiver).toList();
            if (!expected.isEmpty() && !told.equals(expected)) {
                System.out.println("expected were " + String.join(", ", expected));
                return CommandLine.ExitCode.SOFTWARE;
            }
            return CommandLine.ExitCode.OK;
        }
    }
}
