package slipstream.alerting.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** An Alertmanager as our receiver. Debian's own takes part where it is installed. */
class RealAlertmanagerTest {
    @TempDir
    Path folder;

    private Optional<Process> alertmanager = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (alertmanager.isPresent()) {
            alertmanager.get().destroyForcibly();
            // Its folder is deleted next, and it must not write there meanwhile.
            assertThat(alertmanager.get().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void alertsFireAndEndInARealAlertmanager() throws Exception {
        assumeTrue(
                isOnThePath("prometheus-alertmanager"),
                "skipped: no Alertmanager is installed (Debian: prometheus-alertmanager)");
        String url = started();
        Instant now = Instant.now();
        AlertEvent firing = Alerts.firing("checkout-availability", now.minusSeconds(60));
        AlertEvent over = Alerts.event(
                AlertState.RESOLVED, "checkout-availability", firing.startsAt(), Optional.of(now), now, List.of());
        Channel channel = channel(InstantSource.system(), url);

        Delivery began = channel.deliver(new Message(AlertGroup.ofOne(firing), "a"));
        String whileFiring = alerts(url);
        Delivery ended = channel.deliver(new Message(AlertGroup.ofOne(over), "b"));

        assertThat(began).isInstanceOf(Delivery.Delivered.class);
        assertThat(whileFiring)
                .contains("\"fingerprint\":\"" + firing.fingerprint() + "\"", "checkout burns its budget");
        assertThat(ended).isInstanceOf(Delivery.Delivered.class);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(alerts(url)).isEqualTo("[]"));
    }

    @Test
    void endOfAFiringAlertLiesFourMinutesAhead() throws Exception {
        try (StubServer stub = StubServer.answering(StubServer.status(200, ""))) {
            channel(InstantSource.fixed(Alerts.T0), stub.url(""))
                    .deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "a"));

            StubServer.Request request = stub.requests().get(0);
            assertThat(request.line()).startsWith("POST /api/v2/alerts ");
            assertThat(request.body())
                    .isEqualTo(
                            "[{\"labels\":{\"alertname\":\"ErrorBudgetBurn\",\"service\":\"checkout\",\"severity\":\"page\","
                                    + "\"slo\":\"checkout-availability\"},\"annotations\":{\"summary\":\"checkout burns its budget"
                                    + " \\\"fast\\\"\"},\"startsAt\":\"2026-01-31T12:00:00Z\",\"endsAt\":\"2026-02-01T13:00:00Z\","
                                    + "\"generatorURL\":\"http://127.0.0.1:8080/slos/checkout-availability\"}]");
        }
    }

    @Test
    void oneOfTheClusterIsEnough() throws Exception {
        try (StubServer good = StubServer.answering(StubServer.status(200, ""));
                StubServer bad = StubServer.answering(StubServer.status(500, "away"))) {
            Message message = new Message(AlertGroup.ofOne(Alerts.firing()), "a");

            assertThat(channel(InstantSource.system(), bad.url(""), good.url(""))
                            .deliver(message))
                    .isInstanceOf(Delivery.Delivered.class);
            assertThat(channel(InstantSource.system(), bad.url("")).deliver(message))
                    .isInstanceOf(Delivery.Retry.class);
            assertThat(good.requests()).hasSize(1);
        }
    }

    private static Channel channel(InstantSource clock, String... urls) {
        return new AlertmanagerSettings(Stream.of(urls).map(SecretUrl::parse).toList(), true, HttpSettings.DEFAULT)
                .open(new Surroundings("sink", "http://slipstream:8080", "Slipstream/test", clock));
    }

    private String started() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        alertmanager = Optional.of(new ProcessBuilder(
                        "prometheus-alertmanager",
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
        String url = "http://127.0.0.1:" + port;
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(alerts(url)).isEqualTo("[]"));
        return url;
    }

    private static String alerts(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }
}
