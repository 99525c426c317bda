package slipstream.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Against a rule file that Sloth itself wrote. */
class SlothRulesTest {
    private static final Path GOLDEN =
            Path.of("..", "..", "shared", "oracles", "burnrate", "sloth", "getting-started.golden.yml");

    /** Labels and annotations that the document of the golden file adds by itself. */
    private static final Set<String> OF_THE_DOCUMENT =
            Set.of("cmd", "owner", "repo", "tier", "category", "routing_key", "severity", "slack_channel");

    @Test
    void rulesAreThoseThatSlothWrites_forTheSameSlo() throws IOException {
        assumeTrue(Files.exists(GOLDEN), "the oracles are not beside the checkout: " + GOLDEN);
        String series = "http_request_duration_seconds_count{job=\"myservice\"";
        SlothRules.Slo slo = new SlothRules.Slo(
                "myservice",
                "requests-availability",
                "MyServiceHighErrorRate",
                "sum(rate(" + series + ",code=~\"(5..|429)\"}[%s]))",
                "sum(rate(" + series + "}[%s]))");

        Map<String, Object> ours = new Yaml().load(SlothRules.of(List.of(slo)));
        Map<String, Object> theirs = new Yaml().load(Files.readString(GOLDEN));

        withoutLabelsOfTheDocument(theirs);
        assertThat(ours).isEqualTo(theirs);
    }

    @SuppressWarnings("unchecked")
    private static void withoutLabelsOfTheDocument(Map<String, Object> file) {
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                ((Map<String, Object>) rule.get("labels")).keySet().removeAll(OF_THE_DOCUMENT);
            }
        }
    }
}
