package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from an alert on the topic to the webhook that hears of it, when groups do not wait. */
@Tag("broker")
class AlertingLatencyIT {
    private static final int ALERTS = 200;
    private static final int WARM_UP = 25;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long ALLOWED_MILLIS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void aWebhookHearsOfAnAlert_withinTwoSeconds() throws Exception {
        try (TestCluster kafka = EmbeddedTestCluster.start();
                TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers());
                ReceiverStub receiver = ReceiverStub.open();
                AlertFeed feed = new AlertFeed(kafka.bootstrapServers())) {
            topics.ensure((short) 1);
            try (AlertingProcess alerting =
                    AlertingProcess.start(configuration(receiver.url()), kafka.bootstrapServers(), "-Xmx300m")) {
                alerting.awaitTelling();
                for (int i = 0; i < WARM_UP + ALERTS; i++) {
                    feed.fire(i);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> receiver.taken().size() >= WARM_UP + ALERTS);
            }

            List<Long> millis = new ArrayList<>();
            for (ReceiverStub.Taken taken : receiver.taken().subList(WARM_UP, WARM_UP + ALERTS)) {
                long firedAt = feed.firedAtNanos(AlertFeed.nameIn(taken.body()));
                millis.add((taken.atNanos() - firedAt) / 1_000_000);
            }
            System.out.printf(
                    "from the alert to the webhook, %d alerts one each %d ms: p50 %d ms, p95 %d ms, p99 %d ms, at most %d ms%n",
                    ALERTS,
                    TimeUnit.NANOSECONDS.toMillis(PAUSE_NANOS),
                    Percentile.of(millis, 50),
                    Percentile.of(millis, 95),
                    Percentile.of(millis, 99),
                    Percentile.of(millis, 100));
            assertThat(Percentile.of(millis, 99)).isLessThanOrEqualTo(ALLOWED_MILLIS);
        }
    }

    private Path configuration(String url) throws IOException {
        return new TestConfiguration(folder.resolve("config"))
                .file("slipstream.yml", "alerting: {listen: \"127.0.0.1:0\"}\n")
                .file("alertmanager.yml", """
                        route: {receiver: team, group_by: [alertname], group_wait: 0s}
                        receivers:
                          - name: team
                            webhook_configs: [{url: "%s"}]
                        """.formatted(url))
                .folder();
    }
}
