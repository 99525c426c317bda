package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A million alert events, of which fifty thousand alerts are active, in a heap of 1 GiB. Takes some minutes: {@code -Dalerting.scale=true}. */
@Tag("broker")
@EnabledIfSystemProperty(named = "alerting.scale", matches = "true")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class AlertingScaleIT {
    private static final int EVENTS = Integer.getInteger("alerting.scale.events", 1_000_000);
    private static final int ACTIVE = EVENTS / 20;
    private static final int CALLS = 100;
    private static final long ALLOWED_MILLIS = 200;

    @TempDir
    private Path folder;

    @Test
    void listsAndFilters_withinTwoHundredMillis() throws Exception {
        try (TestCluster kafka = EmbeddedTestCluster.start();
                TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers());
                ReceiverStub receiver = ReceiverStub.open();
                AlertFeed feed = new AlertFeed(kafka.bootstrapServers())) {
            topics.ensure((short) 1);
            long fedNanos = feed(feed);
            long begin = System.nanoTime();
            try (AlertingProcess alerting = AlertingProcess.start(
                    configuration(receiver.url()), kafka.bootstrapServers(), "-Xmx1g", "-XX:+ExitOnOutOfMemoryError")) {
                alerting.awaitTelling();
                System.out.printf(
                        "%d events, %d active: written in %d s, all known %d s after the start%n",
                        EVENTS, ACTIVE, fedNanos / 1_000_000_000, seconds(begin));
                await().atMost(Duration.ofMinutes(10))
                        .until(() -> receiver.taken().stream()
                                        .mapToInt(AlertingScaleIT::alerts)
                                        .sum()
                                >= ACTIVE);
                System.out.printf(
                        "all told in %d messages %d s after the start%n",
                        receiver.taken().size(), seconds(begin));
                String base = "http://127.0.0.1:" + alerting.port() + "/api/v2/alerts";
                assertThat(new Api(alerting.port()).get("/api/v2/alerts")).hasSize(ACTIVE);
                long filter = measure("filtered by service", base + "?filter=service%3D%22service-7%22");
                long one = measure("filtered by name", base + "?filter=alertname%3D%22outage-0007%22");
                long list = measure("listed", base);
                measure("groups filtered by service", base + "/groups?filter=service%3D%22service-7%22");

                assertThat(alerting.process().isAlive()).isTrue();
                assertThat(List.of(filter, one, list)).allMatch(millis -> millis <= ALLOWED_MILLIS);
            }
        }
    }

    /** Each alert begins and ends again and again, and fires at last. */
    private static long feed(AlertFeed feed) {
        long begin = System.nanoTime();
        for (int event = 0; event < EVENTS; event++) {
            int number = event % ACTIVE;
            boolean isLast = event >= EVENTS - ACTIVE;
            if (isLast || event / ACTIVE % 2 == 0) {
                feed.fire(number);
            } else {
                feed.resolve(number);
            }
        }
        feed.flush();
        return System.nanoTime() - begin;
    }

    private static int alerts(ReceiverStub.Taken taken) {
        return taken.body().split("\"fingerprint\"", -1).length - 1;
    }

    private static long measure(String what, String address) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        List<Long> millis = new ArrayList<>();
        int bytes = 0;
        for (int call = 0; call < CALLS + CALLS / 5; call++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            bytes = answer.body().length;
            assertThat(bytes).isPositive();
            if (call >= CALLS / 5) {
                millis.add((System.nanoTime() - begin) / 1_000_000);
            }
        }
        System.out.printf(
                "%s: %d KiB, p50 %d ms, p99 %d ms, at most %d ms%n",
                what, bytes >> 10, Percentile.of(millis, 50), Percentile.of(millis, 99), Percentile.of(millis, 100));
        return Percentile.of(millis, 99);
    }

    private static long seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1_000_000_000;
    }

    private Path configuration(String url) throws IOException {
        return new TestConfiguration(folder.resolve("config"))
                .file("slipstream.yml", "alerting: {listen: \"127.0.0.1:0\"}\n")
                .file("alertmanager.yml", """
                        route: {receiver: team, group_by: [service], group_wait: 1s, group_interval: 5s}
                        receivers:
                          - name: team
                            webhook_configs: [{url: "%s"}]
                        """.formatted(url))
                .folder();
    }
}
