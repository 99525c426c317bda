package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.event.VitalSample;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.source.SourceContext;

/** Rows of the runbooks that are about what others send us: A16 (signed webhooks), B9 (web vitals by region) and D6 (deploys). */
class ReceivedRowsTest {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String INGEST = """
            vitals: {service: humanglue, origins: ["https://humanglue.example"], region_header: cf-ipcountry}
            webhooks:
              - {endpoint: /ingest/hooks/ci, secret_file: key, type: change, labels: {service: humanglue},
                 fields: {kind: event, version: data.version, outcome: data.state}}
            """;

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(T0);
    private final List<Observation> received = new ArrayList<>();
    private HttpReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("key"), KEY);
        Problems problems = new Problems();
        Fields receivers = YamlReader.read(Files.writeString(folder.resolve("ingest.yml"), INGEST), problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        ReceiverSettings settings = ReceiverSettings.read(receivers, folder).orElseThrow();
        problems.throwIfErrors();
        InstantSource clock = now::get;
        receiver = (HttpReceiver) settings.listeningOn(ListenAddress.loopback(0))
                .open(new SourceContext(
                        new Received(), Map.of(), folder, TimeBounds.live(clock), clock, new SimpleMeterRegistry()));
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private int post(String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + path))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String signature(String id, String timestamp, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(KEY.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }

    private int hook(String id, String signature, String body) throws Exception {
        return post(
                "/ingest/hooks/ci",
                body,
                "Content-Type",
                "application/json",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(T0.getEpochSecond()),
                "webhook-signature",
                signature);
    }

    @Test
    void rowA16_webhookCounts_whenItsSignatureIsRight_once() throws Exception {
        String body = "{\"event\":\"deploy\",\"data\":{\"version\":\"v2.3\",\"state\":\"success\"}}";
        String signature = signature("msg_1", Long.toString(T0.getEpochSecond()), body);

        assertThat(hook("msg_1", signature, body)).isEqualTo(200);
        assertThat(hook("msg_1", signature, body)).isEqualTo(200);
        assertThat(hook("msg_2", signature, body)).isEqualTo(401);
        assertThat(hook("msg_1", signature, body.replace("v2.3", "v2.4"))).isEqualTo(401);
        now.set(T0.plusSeconds(301));
        assertThat(hook("msg_1", signature, body)).isEqualTo(401);

        assertThat(received).hasSize(1);
        assertThat(((ChangeEvent) received.get(0)).version()).isEqualTo("v2.3");
    }

    @Test
    void rowB9_vitalsAndPageLoadCountByRegion() throws Exception {
        for (int i = 0; i < 4; i++) {
            beacon("DE", i == 0 ? 3000 : 2000);
            beacon("US", i < 2 ? 3000 : 2000);
        }

        assertThat(received).hasSize(16).allSatisfy(sample -> {
            assertThat(sample.service()).isEqualTo("humanglue");
            assertThat(((VitalSample) sample).route()).isEqualTo("/pricing");
        });
        assertThat(slow("DE", "LCP")).isEqualTo(1);
        assertThat(slow("US", "LCP")).isEqualTo(2);
        assertThat(slow("US", "load")).isEqualTo(4);
        try (PackRun run = new PackRun(Pack.named("humanglue"))) {
            for (Observation sample : received) {
                run.once(T0, (origin, time) -> sample);
            }
            run.until(t("5m"));
            assertThat(run.window("humanglue-lcp", "28d").total()).isEqualTo(8);
            assertThat(run.window("humanglue-lcp", "28d").bad()).isEqualTo(3);
        }
    }

    private void beacon(String country, int lcpMillis) throws Exception {
        int status = post(
                "/ingest/vitals",
                "{\"page\":\"https://humanglue.example/pricing?utm=x\",\"LCP\":" + lcpMillis + ",\"load\":3500}",
                "Origin",
                "https://humanglue.example",
                "Content-Type",
                "text/plain;charset=UTF-8",
                "CF-IPCountry",
                country);
        assertThat(status).isEqualTo(200);
    }

    private long slow(String region, String name) {
        return received.stream()
                .map(VitalSample.class::cast)
                .filter(sample -> sample.name().equals(name) && sample.value() >= 2500)
                .filter(sample -> region.equals(sample.attributes().get("region")))
                .count();
    }

    @Test
    void rowD6_deployOfAPlainCurlIsAChange_ofThisMoment() throws Exception {
        assertThat(post(
                        "/api/v1/changes",
                        "service=humanglue&version=v2.3",
                        "Content-Type",
                        "application/x-www-form-urlencoded"))
                .isEqualTo(200);
        assertThat(post(
                        "/api/v1/changes",
                        "service=humanglue&kind=backup&outcome=failure",
                        "Content-Type",
                        "application/x-www-form-urlencoded"))
                .isEqualTo(200);

        ChangeEvent deploy = (ChangeEvent) received.get(0);
        assertThat(deploy.kind()).isEqualTo("deploy");
        assertThat(deploy.version()).isEqualTo("v2.3");
        assertThat(deploy.outcome()).isEqualTo(ChangeOutcome.SUCCESS);
        assertThat(deploy.timeMillis()).isEqualTo(T0.toEpochMilli());
        assertThat(((ChangeEvent) received.get(1)).outcome()).isEqualTo(ChangeOutcome.FAILURE);
    }

    /** Confirms at once. */
    private final class Received implements ObservationSink {
        @Override
        public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
            received.addAll(observations);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> reject(DeadLetter letter) {
            throw new AssertionError(letter.toString());
        }

        @Override
        public void drop(String entry, String reason) {
            assertThat(reason).isEqualTo("replayed");
        }
    }
}
