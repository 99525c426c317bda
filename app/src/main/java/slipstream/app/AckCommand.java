package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody takes an incident up. */
@Command(
        name = "ack",
        description = "Takes an incident up: it escalates no further.",
        mixinStandardHelpOptions = true,
        footer = {"", "For example:", "  slipstream ack 7QK3M --note 'rolling back'"})
final class AckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "As messages and `slipstream incidents` show it.")
    private String id;

    @Option(
            names = "--by",
            defaultValue = "${sys:user.name}",
            paramLabel = "NAME",
            description = "Who (default: ${DEFAULT-VALUE}).")
    private String by;

    @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "What you are about to do.")
    private String note;

    @Mixin
    private AlertingClient alerting;

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("by", by);
        body.put("note", note);
        String path = "/api/v1/incidents/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/ack";
        JsonNode incident = alerting.post(path, body);
        System.out.println(IncidentsCommand.line(incident));
        return 0;
    }
}
