package slipstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Notification;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.ClockMode;

/**
 * The way of an event, in the order of the design: a line of an access log becomes an observation, a slice, a budget, an alert,
 * and somebody is told. Two hours of a log, with five minutes of outage in the middle, on whatever broker is given.
 */
final class Journey {
    private static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");
    private static final int REQUESTS = 7_200;
    private static final int OUTAGE_FROM = 3_600;
    private static final int OUTAGE_TO = 3_900;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final DateTimeFormatter TIME_LOCAL = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Journey() {}

    static void walk(String bootstrapServers, Path folder) throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (WebhookStub webhook = new WebhookStub()) {
            Configuration configuration = configuration(folder, webhook);
            Pipeline.Options options = new Pipeline.Options(
                    folder.resolve("data"),
                    ClockMode.EVENT,
                    ListenAddress.loopback(0),
                    new PrintStream(console, true, UTF_8),
                    InstantSource.system());
            try (Pipeline pipeline = Pipeline.on(bootstrapServers, configuration, options)) {
                aLineBecomesAnObservation(bootstrapServers);
                aLineThatIsNoneIsKept(bootstrapServers);
                observationsBecomeABudget(bootstrapServers);
                anAlertBeginsAndEnds(bootstrapServers);
                somebodyIsTold(webhook, console);
                everyDecisionIsOnRecord(bootstrapServers);
                andTheApiAnswers(new Api(pipeline.queryPort()));
            }
        }
    }

    private static Configuration configuration(Path folder, WebhookStub webhook) throws IOException {
        Files.writeString(folder.resolve("access.log"), accessLog());
        return new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .webhook(webhook.url())
                .file("ingest.yml", """
                        receivers:
                          filelog:
                            - include: [../access.log]
                              format: 'nginx: $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'
                              labels: {service: web}
                        """)
                .read();
    }

    private static String accessLog() {
        StringBuilder log = new StringBuilder();
        for (int second = 0; second < REQUESTS; second++) {
            boolean outage = second >= OUTAGE_FROM && second < OUTAGE_TO;
            log.append(String.format(
                    Locale.ROOT,
                    "203.0.113.7 - - [%s] \"GET /cart?id=%d HTTP/1.1\" %d 512 \"-\" \"journey\" 0.%03d%n",
                    TIME_LOCAL.format(T0.plusSeconds(second)),
                    second,
                    outage ? 503 : 200,
                    100 + second % 100));
            if (second == 1_000) {
                log.append("this is not a line of an access log\n");
            }
        }
        return log.toString();
    }

    /** ingest: tail, parse, publish. */
    private static void aLineBecomesAnObservation(String bootstrapServers) {
        ObservationCodec codec = new ObservationCodec(TimeBounds.event(InstantSource.system()));
        try (TopicReader<byte[]> observations = new TopicReader<>(bootstrapServers, Topics.OBSERVATIONS)) {
            List<Observation> read = new ArrayList<>();
            AtomicInteger taken = new AtomicInteger();
            await().atMost(SOON).until(() -> {
                List<TopicReader.Item<byte[]>> records = observations.all();
                records.subList(taken.get(), records.size()).forEach(item -> collect(codec, item.value(), read));
                taken.set(records.size());
                return read.size() >= REQUESTS;
            });
            assertThat(read).hasSize(REQUESTS);
            Observation first = read.get(0);
            assertThat(first.timeMillis()).isEqualTo(T0.toEpochMilli());
            assertThat(first.service()).isEqualTo("web");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.latencyMillis()).isEqualTo(100);
            assertThat(first.origin().source()).startsWith("file:").contains("access.log");
            assertThat(first.origin().sequence()).isEqualTo(1);
        }
    }

    private static void collect(ObservationCodec codec, byte[] record, List<Observation> into) {
        codec.readAll(record, new ObservationCodec.Sink() {
            @Override
            public void accepted(Observation observation) {
                into.add(observation);
            }

            @Override
            public void rejected(int index, byte[] line, RejectedObservationException why) {
                throw new AssertionError(new String(line, UTF_8), why);
            }
        });
    }

    /** ingest: what cannot be counted is kept, with the reason and the place. */
    private static void aLineThatIsNoneIsKept(String bootstrapServers) {
        try (TopicReader<byte[]> letters = new TopicReader<>(bootstrapServers, Topics.DEAD_LETTERS)) {
            await().atMost(SOON).until(() -> !letters.all().isEmpty());

            assertThat(letters.all()).singleElement().satisfies(letter -> {
                assertThat(new String(letter.value(), UTF_8)).isEqualTo("this is not a line of an access log");
                assertThat(DeadLetterHeaders.text(letter.at().headers(), DeadLetterHeaders.REASON))
                        .isEqualTo("unparsed_line");
                assertThat(Long.parseLong(DeadLetterHeaders.text(letter.at().headers(), DeadLetterHeaders.POSITION)))
                        .isGreaterThan(1_000L * 80);
            });
        }
    }

    /** streams: classify, merge, budget. */
    private static void observationsBecomeABudget(String bootstrapServers) {
        try (TopicReader<BudgetStatus> budgets = new TopicReader<>(bootstrapServers, Topics.BUDGETS)) {
            await().atMost(SOON)
                    .until(() -> budgets.values().stream()
                            .anyMatch(status -> period(status).total() == REQUESTS));

            List<BudgetStatus> statuses = budgets.values();
            BudgetStatus last = statuses.get(statuses.size() - 1);
            assertThat(last.slo()).isEqualTo("web-availability");
            assertThat(period(last).total()).isEqualTo(REQUESTS);
            assertThat(period(last).bad()).isEqualTo(OUTAGE_TO - OUTAGE_FROM);
            assertThat(period(last).p95Millis().orElseThrow()).isBetween(191.0, 198.0);
            double expected = 1 - (300 / 7_200d) / 0.001;
            assertThat(last.objectives().get(0).budgetRemaining().orElseThrow())
                    .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    private static BudgetStatus.Window period(BudgetStatus status) {
        return status.windows().get(status.windows().size() - 1);
    }

    /** streams: rule. The alert has the event's own time, years later or not. */
    private static void anAlertBeginsAndEnds(String bootstrapServers) {
        try (TopicReader<AlertEvent> alerts = new TopicReader<>(bootstrapServers, Topics.ALERTS)) {
            await().atMost(SOON).until(() -> page(alerts, AlertState.RESOLVED).size() == 1);

            AlertEvent firing = page(alerts, AlertState.FIRING).get(0);
            AlertEvent resolved = page(alerts, AlertState.RESOLVED).get(0);
            assertThat(firing.startsAt()).isBetween(T0.plusSeconds(OUTAGE_FROM), T0.plusSeconds(OUTAGE_FROM + 60));
            assertThat(resolved.startsAt()).isEqualTo(firing.startsAt());
            assertThat(resolved.endsAt().orElseThrow())
                    .isBetween(T0.plusSeconds(OUTAGE_TO + 1_780), T0.plusSeconds(OUTAGE_TO + 1_800));
            assertThat(resolved.fingerprint()).isEqualTo(firing.fingerprint());
        }
    }

    private static List<AlertEvent> page(TopicReader<AlertEvent> alerts, AlertState state) {
        return alerts.values().stream()
                .filter(alert -> alert.severity().equals("page") && alert.status() == state)
                .toList();
    }

    /** alerting: console and webhook. */
    private static void somebodyIsTold(WebhookStub webhook, ByteArrayOutputStream console) {
        await().atMost(SOON).until(() -> told(webhook, "page", "resolved").size() == 1);

        assertThat(told(webhook, "page", "firing")).singleElement().satisfies(body -> {
            assertThat(body.get("version").asText()).isEqualTo("4");
            assertThat(body.get("receiver").asText()).isEqualTo("team");
            assertThat(body.get("alerts").get(0).get("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
            assertThat(body.get("commonLabels").get("slo").asText()).isEqualTo("web-availability");
        });
        assertThat(console.toString(UTF_8))
                .contains("firing")
                .contains("resolved")
                .contains("web-availability");
    }

    private static List<JsonNode> told(WebhookStub webhook, String severity, String status) {
        return webhook.received().stream()
                .filter(body -> body.get("status").asText().equals(status))
                .filter(body ->
                        body.get("commonLabels").get("severity").asText().equals(severity))
                .toList();
    }

    private static void everyDecisionIsOnRecord(String bootstrapServers) {
        try (TopicReader<Notification> notifications = new TopicReader<>(bootstrapServers, Topics.NOTIFICATIONS)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(notifications.values())
                            .filteredOn(n -> n.receiver().equals("team")
                                    && n.commonLabels().get("severity").equals("page"))
                            .extracting(n -> n.status() + " " + n.decision())
                            .containsExactly("firing DELIVERED", "resolved DELIVERED"));
        }
    }

    private static void andTheApiAnswers(Api api) {
        await().atMost(SOON).until(() -> api.status("/health/ready") == 200);
        JsonNode slo = api.get("/api/v1/slos/web-availability");
        assertThat(slo.toString()).contains("\"total\":" + REQUESTS);
        JsonNode hours = api.get(
                        "/api/v1/slos/web-availability/slices?step=1h&from=2026-01-28T00:00:00Z&to=2026-01-28T02:00:00Z")
                .get("slices");
        assertThat(hours).hasSize(2);
        assertThat(hours.get(0).get("bad").asLong()).isZero();
        assertThat(hours.get(1).get("bad").asLong()).isEqualTo(OUTAGE_TO - OUTAGE_FROM);
        assertThat(api.get("/api/v1/alerts").get("alerts").size()).isGreaterThanOrEqualTo(1);
        assertThat(api.status("/metrics")).isEqualTo(200);
        assertThat(api.status("/")).isEqualTo(200);
    }
}
