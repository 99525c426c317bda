package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;
import slipstream.alerting.incident.Incident;

class ChatApiTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final String SECRET = "the-secret-of-our-chat";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    private final TestServer server = new TestServer(desk, clock);
    private final Api api = server.api();
    private final Incident incident = desk.open("{}:{}", "checkout is down");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void commandOfAChatAcknowledges() {
        desk.believe("a-secret-for-signed-links", SECRET);

        HttpResponse<String> answer =
                Api.send(request(JSON, "{\"text\": \"!ACK  " + incident.id() + " looking\", \"user\": \"ann\"}")
                        .header("Authorization", "Bearer " + SECRET));

        assertThat(answer.body())
                .isEqualTo("{\"response_type\":\"in_channel\",\"text\":\"ann: ack " + incident.id()
                        + " [P0] checkout is down\"}");
        assertThat(desk.incidents().get(0).acknowledged().orElseThrow().by()).isEqualTo("ann");
    }

    @Test
    void slashCommandMeansTheOnlyOpenIncident() {
        desk.believe("a-secret-for-signed-links", SECRET);

        HttpResponse<String> answer = send(FORM, "token=" + SECRET + "&user_name=bob&command=%2Fslipstream&text=ack");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(desk.incidents().get(0).acknowledged().orElseThrow().by()).isEqualTo("bob");
    }

    @Test
    void chatIsAskedWhichIncidentIsMeant() {
        desk.believe("a-secret-for-signed-links", SECRET);
        desk.open("{}:{a=\"2\"}", "payment is slow");

        assertThat(send(FORM, "token=" + SECRET + "&text=ack").body())
                .contains("Open are:", "checkout is down", "payment is slow");
        assertThat(send(FORM, "token=" + SECRET + "&text=ack+ZZZZZ").body()).contains("Open are:");
        assertThat(send(FORM, "token=" + SECRET + "&text=dance").body()).contains("is not a command");
        assertThat(desk.incidents()).allMatch(open -> open.acknowledged().isEmpty());
    }

    @Test
    void messageThatIsNotProvenIsRefused() {
        assertThat(send(FORM, "token=" + SECRET + "&text=ack").statusCode()).isEqualTo(404);
        desk.believe("a-secret-for-signed-links", SECRET);
        assertThat(send(FORM, "text=ack").statusCode()).isEqualTo(401);
        assertThat(send(FORM, "token=guessed&text=ack").statusCode()).isEqualTo(401);
        assertThat(send(JSON, "{\"text\": \"ack\", \"token\": \"" + SECRET + "\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
    }

    @Test
    void signatureOfSlackIsBelievedOnceAndForFiveMinutes() {
        desk.believe("a-secret-for-signed-links", SECRET);
        String body = "text=ack&user_name=ann";

        assertThat(slack(body, T0.minusSeconds(600), SECRET).statusCode()).isEqualTo(401);
        assertThat(slack(body, T0, "another-secret").statusCode()).isEqualTo(401);
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
        assertThat(slack(body, T0, SECRET).body()).contains("in_channel");
        assertThat(slack(body, T0, SECRET).body()).contains("has been taken already");
        assertThat(desk.incidents().get(0).timeline()).hasSize(2);
    }

    @Test
    void signatureOfAStandardWebhookIsBelieved() {
        desk.believe("a-secret-for-signed-links", SECRET);
        String body = "{\"text\": \"!note " + incident.id() + " hello\", \"user\": \"ann\"}";
        String good = signature("msg_1." + T0.getEpochSecond() + "." + body, SECRET);
        String old = signature("msg_1." + T0.getEpochSecond() + "." + body, "the-secret-before-this");

        assertThat(webhook("msg_1", T0, old, body).statusCode()).isEqualTo(401);
        assertThat(webhook("msg_1", T0, good, body + " ").statusCode()).isEqualTo(401);
        assertThat(webhook("msg.1", T0, good, body).statusCode()).isEqualTo(401);
        assertThat(webhook("msg_1", T0, old + " " + good, body).body()).contains("in_channel");
        assertThat(webhook("msg_1", T0, good, body).body()).contains("has been taken already");
        clock.pass(Duration.ofMinutes(10));
        assertThat(webhook("msg_1", T0, good, body).statusCode()).isEqualTo(401);
        assertThat(desk.incidents().get(0).timeline()).hasSize(2);
    }

    private HttpResponse<String> send(String type, String body) {
        return Api.send(request(type, body));
    }

    private HttpRequest.Builder request(String type, String body) {
        return api.request("/api/v1/chat").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> slack(String body, Instant time, String secret) {
        String text = "v0:" + time.getEpochSecond() + ":" + body;
        return Api.send(request(FORM, body)
                .header("X-Slack-Request-Timestamp", Long.toString(time.getEpochSecond()))
                .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(hmac(text, secret))));
    }

    private HttpResponse<String> webhook(String id, Instant time, String signatures, String body) {
        return Api.send(request(JSON, body)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(time.getEpochSecond()))
                .header("webhook-signature", signatures));
    }

    private static String signature(String text, String secret) {
        return "v1," + Base64.getEncoder().encodeToString(hmac(text, secret));
    }

    private static byte[] hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
