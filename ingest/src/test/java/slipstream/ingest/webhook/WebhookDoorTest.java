package slipstream.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.ingest.receive.Doors;

/** Bad inputs 84 to 86, and the vector of the Standard Webhooks specification. */
class WebhookDoorTest {
    private static final String PATH = "/ingest/hooks/ci";
    private static final String OLD_KEY = "whsec_"
            + Base64.getEncoder().encodeToString("an old key of 24 bytes..".getBytes(StandardCharsets.US_ASCII));

    /** The specification's own example (standard-webhooks.md). */
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final InstantSource THEN = InstantSource.fixed(Instant.ofEpochSecond(1614265330L + 299));

    @TempDir
    private Path folder;

    @AutoClose
    private Doors doors;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("key"), OLD_KEY + "\n" + KEY + "\n");
        Files.writeString(folder.resolve("text"), "it is a secret of ours\n");
        doors = Doors.open(folder, """
                webhooks:
                  - {endpoint: /ingest/hooks/ci, secret_file: key, type: change, labels: {service: shop, team: web},
                     fields: {version: test}}
                  - {endpoint: /ingest/hooks/github, secret_file: text, signature: github, type: change, labels: {service: shop},
                     when: {action: completed},
                     fields: {version: workflow_run.head_sha, outcome: workflow_run.conclusion, attributes.by: sender.login}}
                  - {endpoint: /ingest/hooks/netlify, secret_file: text, signature: netlify, type: change,
                     fields: {service: name, version: commit_ref, outcome: state}}
                """, THEN);
    }

    private HttpResponse<String> hook(String id, String timestamp, String signature, String body) {
        return doors.post(
                PATH,
                body,
                "Content-Type",
                "application/json",
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signature);
    }

    private static String signed(String key, String id, String timestamp, String body) {
        byte[] text = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Secret.standard(key).sign(text));
    }

    @Test
    void vectorOfTheSpecificationIsTaken() {
        HttpResponse<String> answer = hook(ID, TIMESTAMP, SIGNATURE, BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        ChangeEvent change = (ChangeEvent) doors.observations().get(0);
        assertThat(change.version()).isEqualTo("2432232314");
        assertThat(change.service()).isEqualTo("shop");
        assertThat(change.attributes()).containsEntry("team", "web");
        assertThat(signed(KEY, ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void unsignedIsRefused() {
        HttpResponse<String> answer = doors.post(PATH, BODY, "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"bad_signature\"");
        assertThat(doors.sink().letters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong signature    | msg_1   | 1614265330 | v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "no base64          | msg_1   | 1614265330 | v1,***",
                "other version      | msg_1   | 1614265330 | v2,AAAA",
                "id with a dot      | msg.1   | 1614265330 | signed",
                "time with a dot    | msg_1   | 1614265330.0 | signed",
                "time of no digits  | msg_1   | now        | signed",
                "10 minutes old     | msg_1   | 1614265029 | signed",
                "10 minutes ahead   | msg_1   | 1614265930 | signed",
            })
    void whatIsNotProvenIsRefused(String what, String id, String timestamp, String signature) {
        String sent = signature.equals("signed") ? signed(KEY, id, timestamp, BODY) : signature;

        HttpResponse<String> answer = hook(id, timestamp, sent, BODY);

        assertThat(answer.statusCode()).as(what).isEqualTo(401);
        assertThat(doors.observations()).isEmpty();
    }

    @Test
    void goodSignatureOverAnotherBodyIsRefused() {
        HttpResponse<String> answer = hook(ID, TIMESTAMP, SIGNATURE, BODY + " ");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("g0hM9SsE");
    }

    @Test
    void oneSignatureOfSeveralIsEnough_andEitherOfOurKeysWillDo() {
        String wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

        assertThat(hook(ID, TIMESTAMP, wrong + " " + SIGNATURE, BODY).statusCode())
                .isEqualTo(200);
        assertThat(hook("msg_old", TIMESTAMP, signed(OLD_KEY, "msg_old", TIMESTAMP, BODY), BODY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(doors.observations()).hasSize(2);
    }

    @Test
    void replayedMessageIsAnsweredAsTaken_andHasNoEffect() {
        hook(ID, TIMESTAMP, SIGNATURE, BODY);

        HttpResponse<String> again = hook(ID, TIMESTAMP, SIGNATURE, BODY);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"received\":1", "\"accepted\":0", "\"dropped\":1");
        assertThat(doors.observations()).hasSize(1);
        assertThat(doors.sink().drops()).containsExactly("replayed");
    }

    @Test
    void messageThatKafkaDidNotTakeMayComeAgain() {
        doors.sink().confirmWith(() -> CompletableFuture.failedFuture(new IOException("away")));
        assertThat(hook(ID, TIMESTAMP, SIGNATURE, BODY).statusCode()).isEqualTo(503);
        doors.sink().confirmWith(() -> CompletableFuture.completedFuture(null));

        HttpResponse<String> again = hook(ID, TIMESTAMP, SIGNATURE, BODY);

        assertThat(again.body()).contains("\"accepted\":1");
    }

    private HttpResponse<String> github(String body, String signature) {
        return doors.post(
                "/ingest/hooks/github", body, "Content-Type", "application/json", "X-Hub-Signature-256", signature);
    }

    private static String hubSignature(String body) {
        byte[] mac = Secret.text("it is a secret of ours").sign(body.getBytes(StandardCharsets.UTF_8));
        return "sha256=" + HexFormat.of().formatHex(mac);
    }

    @Test
    void gitHubsWebhookIsVerified_andItsOutcomeUnderstood() {
        String failed = "{\"action\":\"completed\",\"workflow_run\":{\"head_sha\":\"abc\",\"conclusion\":\"failure\"},"
                + "\"sender\":{\"login\":\"ana\"}}";
        String requested = "{\"action\":\"requested\",\"workflow_run\":{\"head_sha\":\"abc\"}}";

        assertThat(github(failed, hubSignature(failed)).statusCode()).isEqualTo(200);
        assertThat(github(requested, hubSignature(requested)).body()).contains("\"dropped\":1");
        assertThat(github(failed + " ", hubSignature(failed)).statusCode()).isEqualTo(401);
        assertThat(github(failed, "sha256=zz").statusCode()).isEqualTo(401);
        assertThat(github(failed, "sha256=").statusCode()).isEqualTo(401);

        assertThat(doors.observations()).hasSize(1);
        ChangeEvent change = (ChangeEvent) doors.observations().get(0);
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.FAILURE);
        assertThat(change.version()).isEqualTo("abc");
        assertThat(change.attributes()).containsEntry("by", "ana");
    }

    private static String jws(String header, String body, String issuer) throws Exception {
        String digest = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(body.getBytes(StandardCharsets.UTF_8)));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(("{\"iss\":\"" + issuer + "\",\"sha256\":\"" + digest + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
        return signed + "."
                + base64.encodeToString(
                        Secret.text("it is a secret of ours").sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private HttpResponse<String> netlify(String body, String token) {
        return doors.post(
                "/ingest/hooks/netlify", body, "Content-Type", "application/json", "X-Webhook-Signature", token);
    }

    @Test
    void netlifysDeployNotificationIsVerified() throws Exception {
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        String ready = "{\"name\":\"drivehr\",\"state\":\"ready\",\"commit_ref\":\"c0ffee\"}";
        String building = "{\"name\":\"drivehr\",\"state\":\"building\"}";

        assertThat(netlify(ready, jws(header, ready, "netlify")).body()).contains("\"accepted\":1");
        assertThat(netlify(building, jws(header, building, "netlify")).body()).contains("\"dropped\":1");
        assertThat(netlify(ready, jws(header, building, "netlify")).statusCode())
                .isEqualTo(401);
        assertThat(netlify(ready, jws("{\"alg\":\"none\"}", ready, "netlify")).statusCode())
                .isEqualTo(401);
        assertThat(netlify(ready, jws(header, ready, "other")).statusCode()).isEqualTo(401);
        assertThat(netlify(ready, "a.b").statusCode()).isEqualTo(401);

        assertThat(doors.observations()).extracting("service").containsExactly("drivehr");
    }
}
