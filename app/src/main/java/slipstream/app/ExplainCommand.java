package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Why somebody was told of an alert, or was not. */
@Command(
        name = "explain",
        description = "Lists every decision about an alert: who was told, who was not, and why.",
        mixinStandardHelpOptions = true,
        footer = {"", "For example:", "  slipstream explain 9266ef3da838ad95"})
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FINGERPRINT",
            description = "As messages and /api/v2/alerts show it: 16 hexadecimal digits.")
    private String fingerprint;

    @Mixin
    private AlertingClient alerting;

    @Override
    public Integer call() {
        if (!fingerprint.matches("[0-9a-f]{16}")) {
            throw new UsageException(
                    "a fingerprint has 16 hexadecimal digits, as in 9266ef3da838ad95; '" + fingerprint + "' is none");
        }
        String path = "/api/v1/explain/" + URLEncoder.encode(fingerprint, StandardCharsets.UTF_8);
        JsonNode decisions = alerting.get(path).path("decisions");
        for (JsonNode decision : decisions) {
            System.out.println(String.join(
                    "  ",
                    decision.path("decidedAt").asText(),
                    decision.path("receiver").asText(),
                    decision.path("status").asText(),
                    decision.path("decision").asText(),
                    decision.path("detail").asText()));
        }
        if (decisions.isEmpty()) {
            System.out.println("nothing has been decided about " + fingerprint + " that is still remembered");
        }
        return 0;
    }
}
