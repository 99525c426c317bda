package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is going wrong now, and who has taken it up. */
@Command(name = "incidents", description = "Lists incidents, the newest first.", mixinStandardHelpOptions = true)
final class IncidentsCommand implements Callable<Integer> {
    @Option(
            names = "--state",
            defaultValue = "open",
            paramLabel = "open|resolved|all",
            description = "Which (default: ${DEFAULT-VALUE}).")
    private String state;

    @Mixin
    private AlertingClient alerting;

    @Override
    public Integer call() {
        if (!state.matches("open|resolved|all")) {
            throw new UsageException("--state is open, resolved or all, not '" + state + "'");
        }
        JsonNode incidents = alerting.get("/api/v1/incidents?state=" + state).path("incidents");
        incidents.forEach(incident -> System.out.println(line(incident)));
        if (incidents.isEmpty()) {
            System.out.println(state.equals("open") ? "no incident is open" : "no incidents");
        }
        return 0;
    }

    /** An incident in one line. */
    static String line(JsonNode incident) {
        String by = incident.at("/acknowledged/by").asText("");
        return String.join(
                "  ",
                incident.path("id").asText(),
                incident.path("severity").asText("-"),
                incident.path("status").asText(),
                "since " + incident.path("openedAt").asText(),
                by.isEmpty() ? "nobody has it" : by + " has it",
                incident.path("title").asText());
    }
}
