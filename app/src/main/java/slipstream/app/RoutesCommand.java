package slipstream.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                names = "--at",
                paramLabel = "TIME",
                description = "Also says what keeps a route quiet at this time, for example 2026-08-23T03:00Z.")
        private Optional<OffsetDateTime> at = Optional.empty();

        @Option(
                names = "--expect",
                split = ",",
                paramLabel = "RECEIVER",
                description =
                        "Fails unless it is these receivers, in this order; the console is not named, nor with --at who is"
                                + " not told then.")
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
            List<String> told = new ArrayList<>();
            for (Route route : routes) {
                Optional<String> quiet = at.flatMap(time -> quietness(settings, route, time.toInstant()));
                System.out.println(route.receiver() + "  "
                        + route.groupKey(route.grouping().of(new TreeMap<>(labels)))
                        + quiet.map(why -> "  " + why).orElse(""));
                if (quiet.isEmpty()) {
                    told.add(route.receiver());
                }
            }
            if (!expected.isEmpty() && !told.equals(expected)) {
                System.out.println("expected were " + String.join(", ", expected));
                return CommandLine.ExitCode.SOFTWARE;
            }
            return CommandLine.ExitCode.OK;
        }

        private Optional<String> quietness(AlertingSettings settings, Route route, Instant time) {
            return settings.routing()
                    .flatMap(routing -> routing.mutedBy(route, time))
                    .map(interval -> "muted by " + interval)
                    .or(() -> settings.oncall()
                            .suppression(labels, time)
                            .or(() -> settings.oncall().quietHours(route.receiver(), labels, time))
                            .map(window -> "kept quiet by " + window.name()));
        }
    }
}
