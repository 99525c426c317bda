package slipstream.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.receive.RecordingSink;
import slipstream.ingest.source.SourceContext;

class HeartbeatTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TOKEN = "correct-horse-battery";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(T0);
    private final RecordingSink sink = new RecordingSink();
    private HttpReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        start();
    }

    private void start() throws IOException {
        receiver = new HttpReceiver(
                ReceiverSettings.at(ListenAddress.loopback(0)).with(settings("""
                        heartbeats:
                          - {name: nightly-sync, interval: 24h, grace: 30m, token_file: token, labels: {service: shop, team: web}}
                          - {name: hourly, interval: 1h}
                        """)),
                new SourceContext(
                        sink,
                        Map.of(),
                        folder.resolve("data"),
                        TimeBounds.live(now::get),
                        now::get,
                        new SimpleMeterRegistry()));
        receiver.start();
    }

    private HeartbeatSettings settings(String yaml) throws IOException {
        Problems problems = new Problems();
        HeartbeatSettings settings = HeartbeatSettings.read(
                        Files.writeString(folder.resolve("probes.yml"), yaml), problems)
                .orElseThrow();
        problems.throwIfErrors();
        return settings;
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private int beat(String name, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + receiver.port() + "/api/v1/heartbeats/" + name))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<ProbeResult> results(String job) {
        return sink.observations().stream()
                .map(ProbeResult.class::cast)
                .filter(result -> result.job().equals(job))
                .toList();
    }

    private void untilResults(String job, int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> results(job).size() == count);
    }

    @Test
    void beatMakesItsIntervalGood_andAMissingOneMakesItBad() throws Exception {
        now.set(T0.plus(Duration.ofMinutes(50)));
        assertThat(beat("hourly", "")).isEqualTo(200);

        now.set(T0.plus(Duration.ofHours(3)));
        untilResults("hourly", 3);

        assertThat(results("hourly"))
                .extracting(ProbeResult::outcome)
                .containsExactly(ProbeOutcome.SUCCESS, ProbeOutcome.FAILURE, ProbeOutcome.FAILURE);
        assertThat(results("hourly"))
                .extracting(result -> Instant.ofEpochMilli(result.timeMillis()))
                .containsExactly(
                        T0.plus(Duration.ofHours(1)), T0.plus(Duration.ofHours(2)), T0.plus(Duration.ofHours(3)));
        assertThat(results("hourly").get(2).error()).isEqualTo("no heartbeat");
        assertThat(results("hourly").get(0).service()).isEqualTo("hourly");
    }

    @Test
    void beatMayBeAsLateAsTheGraceAllows() throws Exception {
        now.set(T0.plus(Duration.ofHours(1)));
        assertThat(beat("nightly-sync", TOKEN)).isEqualTo(200);

        now.set(T0.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(29)));
        untilResults("hourly", 24);
        assertThat(results("nightly-sync")).isEmpty();
        now.set(T0.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(30)));
        untilResults("nightly-sync", 1);

        assertThat(results("nightly-sync").get(0).outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(results("nightly-sync").get(0).service()).isEqualTo("shop");
        assertThat(results("nightly-sync").get(0).attributes()).isEqualTo(Map.of("team", "web"));
    }

    @Test
    void dueTimesOfAStandstillAreToldAfterIt_onceEach() throws Exception {
        now.set(T0.plus(Duration.ofMinutes(50)));
        beat("hourly", "");
        now.set(T0.plus(Duration.ofMinutes(60)));
        untilResults("hourly", 1);
        receiver.close();

        now.set(T0.plus(Duration.ofHours(5)));
        start();
        untilResults("hourly", 5);

        assertThat(results("hourly"))
                .extracting(ProbeResult::outcome)
                .containsExactly(
                        ProbeOutcome.SUCCESS,
                        ProbeOutcome.FAILURE,
                        ProbeOutcome.FAILURE,
                        ProbeOutcome.FAILURE,
                        ProbeOutcome.FAILURE);
        assertThat(results("hourly"))
                .extracting(result -> result.origin().sequence())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatKafkaDidNotTakeIsToldAgain() throws Exception {
        sink.confirmWith(() -> CompletableFuture.failedFuture(new IOException("away")));
        now.set(T0.plus(Duration.ofHours(1)));
        await().until(() -> results("hourly").size() >= 2);
        assertThat(receiver.health())
                .anySatisfy(part -> assertThat(part.reason()).contains("were not taken"));

        sink.confirmWith(() -> CompletableFuture.completedFuture(null));
        await().until(() ->
                receiver.health().stream().noneMatch(part -> part.reason().contains("were not taken")));

        assertThat(results("hourly"))
                .extracting(result -> result.origin().sequence())
                .containsOnly(T0.plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void laterBeatsDoNotSpeakForAnIntervalThatHadNone_alsoWhenItIsToldLate() throws Exception {
        sink.confirmWith(() -> CompletableFuture.failedFuture(new IOException("away")));
        now.set(T0.plus(Duration.ofMinutes(230)));
        beat("hourly", "");
        beat("hourly", "");
        beat("hourly", "");
        now.set(T0.plus(Duration.ofMinutes(250)));
        sink.clear();
        sink.confirmWith(() -> CompletableFuture.completedFuture(null));
        await().until(() -> results("hourly").stream()
                .anyMatch(result ->
                        result.timeMillis() == T0.plus(Duration.ofHours(4)).toEpochMilli()));

        // From the start on for an hour a job is given the benefit of the doubt.
        assertThat(results("hourly").stream().skip(results("hourly").size() - 4))
                .extracting(ProbeResult::outcome)
                .containsExactly(
                        ProbeOutcome.SUCCESS, ProbeOutcome.FAILURE, ProbeOutcome.FAILURE, ProbeOutcome.SUCCESS);
    }

    @Test
    void beatWithoutItsTokenIsRefused_andOneOfNobodyIsNotThere() throws Exception {
        assertThat(beat("nightly-sync", "")).isEqualTo(401);
        assertThat(beat("nightly-sync", TOKEN + "x")).isEqualTo(401);
        assertThat(beat("weekly", "")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{interval: 1h}                                    | heartbeats[0].name: is required",
                "{name: a}                                         | heartbeats[0].interval: is required",
                "{name: a, interval: 10ms}                         | heartbeats[0].interval: must be at least 1s",
                "{name: a/b, interval: 1h}                         | heartbeats[0].name: must not have a /",
                "{name: a b, interval: 1h}                         | heartbeats[0].name: name 'a b' must have",
                "{name: a, interval: 1h, token_file: missing}      | heartbeats[0].token_file: cannot be read",
                "{name: a, interval: 1h, garce: 5m}                | did you mean 'grace'?",
            })
    void mistakesInTheSettingsAreNamed(String entry, String problem) throws IOException {
        Problems problems = new Problems();

        HeartbeatSettings.read(
                Files.writeString(folder.resolve("probes.yml"), "heartbeats: [" + entry + "]\n"), problems);

        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains(problem));
    }
}
