package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.incident.IncidentText;

/** What the module's README says about {@code oncall.yml} is so. */
class OncallReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String HEADING = "## On call: `oncall.yml`\n";

    @TempDir
    private Path folder;

    @Test
    void exampleIsAValidConfiguration() throws IOException {
        for (String secret : List.of("link-secret", "chat-token", "hook-secret")) {
            OncallFiles.write(folder, secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        }

        Oncall oncall =
                OncallFiles.read(folder, section().split("```yaml\n", 2)[1].split("```", 2)[0]);

        Map<String, String> labels = Map.of("severity", "page");
        assertThat(oncall.policy(labels)).map(EscalationPolicy::name).contains("outage");
        assertThat(oncall.people().schedules().get("web").onCall(Instant.parse("2026-08-20T20:00:00Z")))
                .contains("bo");
        assertThat(oncall.allowsPrivate()).isFalse();
    }

    @Test
    void everyPlaceholderIsNamed() throws IOException {
        assertThat(IncidentText.named(section())).containsAll(IncidentText.placeholders());
    }

    private static String section() throws IOException {
        return Files.readString(README).split(HEADING, 2)[1].split("\n## ", 2)[0];
    }
}
