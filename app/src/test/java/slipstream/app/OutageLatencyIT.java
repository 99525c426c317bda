package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.ingest.publish.ObservationPublisher;
import slipstream.streams.slice.ClockMode;

/** How long it takes from a full outage to the page, on the running system with the live clock. */
@Tag("broker")
class OutageLatencyIT {
    private static final Duration EVENT_TIME_ALLOWED = Duration.ofSeconds(55);
    private static final Duration WALL_TIME_ALLOWED = Duration.ofSeconds(2);
    private static final int PER_SECOND = 10;

    /** The outage began so long before the first of its events is sent, to save waiting; it takes 52 s to the page. */
    private static final Duration UNNOTICED = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final InstantSource wall = InstantSource.system();
    private final List<Long> sentAtMillis = new ArrayList<>();
    private long sequence;
    private long total;
    private long bad;

    @Test
    void aFullOutagePages_withinFiftyFiveSecondsOfEvents_andTwoSecondsOfTheEventThatDecidesIt() throws IOException {
        Configuration configuration = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .read();
        Pipeline.Options options = new Pipeline.Options(
                folder.resolve("data"),
                ClockMode.LIVE,
                ListenAddress.loopback(0),
                new PrintStream(PrintStream.nullOutputStream()),
                wall);
        try (Pipeline pipeline = Pipeline.onEmbeddedBroker(configuration, options, 0);
                ObservationPublisher publisher = new ObservationPublisher(
                        Map.of("bootstrap.servers", pipeline.bootstrapServers()), new SimpleMeterRegistry());
                TopicReader<AlertEvent> alerts = new TopicReader<>(pipeline.bootstrapServers(), Topics.ALERTS)) {
            Api api = new Api(pipeline.queryPort());
            await().atMost(Duration.ofSeconds(60)).until(() -> api.status("/health/ready") == 200);
            Instant outage = wall.instant().minus(UNNOTICED);
            publishHealthyHours(publisher, outage);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            api.get("/api/v1/slos/web-availability").toString().contains("\"total\":" + total));

            Optional<TopicReader.Item<AlertEvent>> page = Optional.empty();
            long next = outage.toEpochMilli();
            while (page.isEmpty() && wall.instant().isBefore(outage.plusSeconds(90))) {
                long now = wall.millis();
                for (; next <= now; next += 1_000 / PER_SECOND) {
                    publishBad(publisher, next);
                }
                page = alerts.all().stream()
                        .filter(item -> item.value().severity().equals("page"))
                        .findFirst();
            }

            AlertEvent alert = page.orElseThrow().value();
            Duration ofEvents = Duration.between(outage, alert.startsAt());
            long deciding = sentAtMillis.get(decidingBadEvent(alert) - 1);
            Duration ofWall = Duration.ofMillis(page.get().at().timestamp() - deciding);
            System.out.printf(
                    "page after %.1f s of events, %d ms of wall time after the event that decided it%n",
                    ofEvents.toMillis() / 1000d, ofWall.toMillis());
            assertThat(alert.status()).isEqualTo(AlertState.FIRING);
            assertThat(ofEvents).isLessThanOrEqualTo(EVENT_TIME_ALLOWED);
            assertThat(ofWall).isLessThanOrEqualTo(WALL_TIME_ALLOWED);
        }
    }

    /** Six hours, so that neither the windows of one hour nor those of six are young. */
    private void publishHealthyHours(ObservationPublisher publisher, Instant until) {
        List<Observation> batch = new ArrayList<>();
        long from = until.minus(Duration.ofHours(6)).toEpochMilli();
        for (long time = from; time < until.toEpochMilli(); time += 1_000 / PER_SECOND) {
            batch.add(request(time, 200));
            total++;
            if (batch.size() == 500) {
                publisher.publish("test", batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            publisher.publish("test", batch).join();
        }
    }

    private void publishBad(ObservationPublisher publisher, long time) {
        sentAtMillis.add(wall.millis());
        publisher.publish("test", List.of(request(time, 500)));
        total++;
        bad++;
    }

    private Observation request(long time, int status) {
        return new RequestObservation(new Origin("latency", ++sequence), time, "web", "/", "GET", status, 20, Map.of());
    }

    /** The first failure with which the error ratio of the hour exceeds 14.4 times the budget, given the hour's traffic. */
    private int decidingBadEvent(AlertEvent alert) {
        long hour = alert.evidence().get(0).longTotal();
        long seen = alert.evidence().get(0).longBad();
        long healthy = hour - seen;
        int n = 1;
        while (n * 1_000_000L * 5 <= (healthy + n) * 72 * 1_000L) {
            n++;
        }
        assertThat((long) n).isLessThanOrEqualTo(seen);
        return n;
    }
}
