package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.ingest.publish.ObservationPublisher;
import slipstream.streams.slice.ClockMode;

/**
 * An SLO is redefined while events come: its file is edited, the new version is counted up from the retained observations beside the
 * old one, and takes over without an event lost to either and without a gap in the alert.
 *
 * <p>{@code -Dbackfill.events=10000000} sets how many observations are retained when the definition changes.
 */
@Tag("broker")
class RedefinitionIT {
    private static final int RETAINED = Integer.getInteger("backfill.events", 100_000);
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final InstantSource wall = InstantSource.system();
    private final AtomicLong sent = new AtomicLong();

    @Test
    void aNewVersionTakesOver_withEveryEventCounted_andTheAlertUnbroken() throws Exception {
        TestConfiguration files = new TestConfiguration(folder.resolve("config"));
        write(files, "30d", "0.99", "status < 500");
        Pipeline.Options options = new Pipeline.Options(
                folder.resolve("data"),
                ClockMode.LIVE,
                ListenAddress.loopback(0),
                new PrintStream(PrintStream.nullOutputStream()),
                wall);
        try (Pipeline pipeline = Pipeline.onEmbeddedBroker(files.read(), options, 0);
                ObservationPublisher publisher = new ObservationPublisher(
                        Map.of("bootstrap.servers", pipeline.bootstrapServers()), new SimpleMeterRegistry());
                TopicReader<BudgetStatus> budgets = new TopicReader<>(pipeline.bootstrapServers(), Topics.BUDGETS);
                TopicReader<AlertEvent> alerts = new TopicReader<>(pipeline.bootstrapServers(), Topics.ALERTS)) {
            Api api = new Api(pipeline.queryPort());
            publishRetained(publisher);
            await().atMost(SOON).until(() -> total(api) == RETAINED);
            String before = definition(api);
            assertThat(bad(api)).isEqualTo(badOfOld(RETAINED));
            assertThat(firing(alerts)).hasSize(1);

            CountDownLatch stop = new CountDownLatch(1);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publishUntil(stop, publisher));
            await().atMost(SOON).until(() -> total(api) > RETAINED + 100);
            long ackedBefore = total(api);
            long begun = System.nanoTime();
            write(files, "28d", "0.95", "status < 500 && latencyMillis < 90.0");
            await().atMost(SOON).until(() -> !definition(api).equals(before));
            long millis = (System.nanoTime() - begun) / 1_000_000;
            stop.countDown();
            load.join();
            await().atMost(SOON).until(() -> total(api) == sent.get());

            assertThat(bad(api)).isEqualTo(badOfNew(sent.get()));
            List<BudgetStatus> statuses = budgets.values().stream()
                    .filter(status -> status.slo().equals("web"))
                    .toList();
            requireNoneLost(statuses, before, ackedBefore);
            assertThat(alerts.values())
                    .as("the alert that fired before fires still, and nobody was told anything else")
                    .extracting(AlertEvent::status)
                    .containsExactly(AlertState.FIRING);
            System.out.printf(
                    "the new version took over %d ms after the edit, with %d events retained and %d sent meanwhile%n",
                    millis, RETAINED, sent.get() - RETAINED);
        }
    }

    /** The old version counts on until the new one, which has counted everything, takes over. */
    private static void requireNoneLost(List<BudgetStatus> statuses, String before, long ackedBefore) {
        long last = 0;
        boolean isNew = false;
        for (BudgetStatus status : statuses) {
            long total = status.windows().get(status.windows().size() - 1).total();
            boolean isOld = status.definition().equals(before);
            assertThat(isNew && isOld)
                    .as("the old version speaks after the new one")
                    .isFalse();
            isNew = !isOld;
            assertThat(total).as("total of " + status.definition()).isGreaterThanOrEqualTo(last);
            last = total;
        }
        assertThat(statuses).anySatisfy(status -> {
            assertThat(status.definition()).isEqualTo(before);
            assertThat(status.windows().get(status.windows().size() - 1).total())
                    .isGreaterThanOrEqualTo(ackedBefore);
        });
        assertThat(isNew).isTrue();
    }

    private static List<AlertEvent> firing(TopicReader<AlertEvent> alerts) {
        return alerts.values().stream()
                .filter(alert -> alert.status() == AlertState.FIRING)
                .toList();
    }

    private static void write(TestConfiguration files, String period, String target, String good) throws IOException {
        files.file("web.yaml", """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: web}
                spec:
                  service: web
                  indicator:
                    spec:
                      ratioMetric:
                        total: {metricSource: {spec: {selector: "type == 'request' && service == 'web'"}}}
                        good: {metricSource: {spec: {selector: "%s"}}}
                  timeWindow: [{duration: %s, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: %s}]
                  alertPolicies: [{alertPolicyRef: any-burn}]
                ---
                apiVersion: slipstream/v1
                kind: AlertPolicy
                metadata: {name: any-burn}
                spec:
                  alerts:
                    - {severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 1}]}}
                """.formatted(good, period, target));
    }

    /** Observations of the last fifty minutes, from four sources, so that every partition has some. */
    private void publishRetained(ObservationPublisher publisher) {
        long from = wall.instant().minus(Duration.ofMinutes(50)).toEpochMilli();
        long until = wall.instant().minusSeconds(30).toEpochMilli();
        List<Observation> batch = new ArrayList<>();
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        for (long i = 0; i < RETAINED; i++) {
            batch.add(request(i, from + (until - from) * i / RETAINED));
            if (batch.size() == 1_000) {
                last = publisher.publish("test", batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            last = publisher.publish("test", batch);
        }
        last.join();
        sent.set(RETAINED);
    }

    private void publishUntil(CountDownLatch stop, ObservationPublisher publisher) {
        try {
            while (!stop.await(20, TimeUnit.MILLISECONDS)) {
                List<Observation> batch = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    batch.add(request(sent.get() + i, wall.millis()));
                }
                publisher.publish("test", batch).join();
                sent.addAndGet(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Observation request(long i, long timeMillis) {
        Origin origin = new Origin("source-" + i / 1_000 % 4, i + 1);
        return new RequestObservation(
                origin, timeMillis, "web", "/", "GET", i % 10 == 0 ? 500 : 200, i % 100, Map.of());
    }

    private static long badOfOld(long events) {
        return count(events, i -> i % 10 == 0);
    }

    private static long badOfNew(long events) {
        return count(events, i -> i % 10 == 0 || i % 100 >= 90);
    }

    private static long count(long events, java.util.function.LongPredicate isBad) {
        return java.util.stream.LongStream.range(0, events).filter(isBad).count();
    }

    private static String definition(Api api) {
        return api.get("/api/v1/slos/web").path("counted").asText();
    }

    private static long total(Api api) {
        return period(api).path("total").asLong();
    }

    private static long bad(Api api) {
        return period(api).path("bad").asLong();
    }

    private static JsonNode period(Api api) {
        JsonNode windows = api.get("/api/v1/slos/web").path("windows");
        return windows.path(windows.size() - 1);
    }
}
