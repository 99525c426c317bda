package slipstream.alerting.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.Alerts;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertState;

class WebhookPayloadTest {
    @ParameterizedTest
    @ValueSource(strings = {"firing", "resolved"})
    void payloadIsTheGoldenFile_byteForByte(String status) throws IOException {
        AlertGroup group = AlertGroup.ofOne(status.equals("firing") ? Alerts.firing() : Alerts.resolved());

        byte[] json = WebhookPayload.of("team-shop", "http://127.0.0.1:8080", 0, group)
                .json();

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo(golden("webhook-v4-" + status + ".json"));
    }

    @Test
    void alertOfARuleIsTheGoldenFile_withItsSentenceAmongTheAnnotations() throws IOException {
        AlertGroup group =
                AlertGroup.ofOne(Alerts.ofRule(AlertState.FIRING, "queue-depth: mean over 5m is 912, above 500"));

        byte[] json = WebhookPayload.of("team-shop", "http://127.0.0.1:8080", 0, group)
                .json();

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo(golden("webhook-v4-rule.json"));
    }

    @ParameterizedTest
    @CsvSource({"0,3,0", "1,1,2", "2,2,1", "3,3,0", "9,3,0"})
    void alertsBeyondTheLimitAreCountedInsteadOfSent(int maxAlerts, int sent, int truncated) {
        AlertGroup three = new AlertGroup(
                "{}:{}",
                new TreeMap<>(),
                List.of(Alerts.firing(), Alerts.firing("b", Alerts.T0), Alerts.firing("c", Alerts.T0)),
                "first notification");

        WebhookPayload payload = WebhookPayload.of("team-shop", "http://127.0.0.1:8080", maxAlerts, three);

        assertThat(payload.alerts()).hasSize(sent);
        assertThat(payload.truncatedAlerts()).isEqualTo(truncated);
    }

    /** A golden file is one line; the line's end belongs to the file, not to the payload. */
    private static String golden(String name) throws IOException {
        try (InputStream in = WebhookPayloadTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
