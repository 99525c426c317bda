package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingFiles;
import slipstream.alerting.silence.Silence;

/**
 * The timed cases that a real Alertmanager 0.25 was put through: the same alerts at the same times reach the same receivers, in the
 * same order. Skipped where the recordings do not lie beside the repository.
 */
class AlertmanagerCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The recordings were made on a busy machine, and Alertmanager's timers begin with the request rather than with its time. */
    private static final double TOLERANCE_SECONDS = 0.35;

    static Stream<JsonNode> cases() throws IOException {
        Optional<Path> folder = Oracles.alertmanager();
        if (folder.isEmpty()) {
            return Stream.of(JSON.createObjectNode().put("id", "skipped"));
        }
        JsonNode all = JSON.readTree(folder.get().resolve("cases.json").toFile());
        return StreamSupport.stream(all.get("cases").spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sameIsToldAsByAlertmanager(JsonNode timed) throws IOException {
        assumeTrue(timed.has("config"), "the recordings of Alertmanager are not here");
        JsonNode recorded = recorded(timed.get("id").asText());

        List<DispatchWorld.Got> told = play(timed);

        List<JsonNode> wants = new ArrayList<>();
        double until = timed.get("until").asDouble() - TOLERANCE_SECONDS;
        recorded.get("deliveries").forEach(delivery -> {
            if (delivery.get("t").asDouble() <= until) {
                wants.add(delivery);
            }
        });
        List<String> mine = told.stream()
                .filter(one -> seconds(one.at()) <= until)
                .map(AlertmanagerCasesTest::line)
                .toList();
        assertThat(mine)
                .containsExactlyInAnyOrderElementsOf(
                        wants.stream().map(AlertmanagerCasesTest::line).toList());
        assertThatEachReceiverHearsInOrder(told, wants);
    }

    private static void assertThatEachReceiverHearsInOrder(List<DispatchWorld.Got> told, List<JsonNode> wants) {
        wants.stream()
                .map(want -> want.get("webhook").asText() + want.get("groupKey").asText())
                .distinct()
                .forEach(lane -> {
                    List<JsonNode> theirs = wants.stream()
                            .filter(want -> lane.equals(want.get("webhook").asText()
                                    + want.get("groupKey").asText()))
                            .toList();
                    List<DispatchWorld.Got> ours = told.stream()
                            .filter(one -> lane.equals(one.receiver() + one.groupKey()))
                            .toList();
                    for (int i = 0; i < theirs.size(); i++) {
                        assertThat(line(ours.get(i))).isEqualTo(line(theirs.get(i)));
                        assertThat(seconds(ours.get(i).at()))
                                .as(line(ours.get(i)))
                                .isCloseTo(theirs.get(i).get("t").asDouble(), offset(TOLERANCE_SECONDS));
                    }
                });
    }

    private static List<DispatchWorld.Got> play(JsonNode timed) {
        String config = timed.get("config").asText();
        Routing routing = RoutingFiles.read(onlyRouting(config));
        DispatchWorld world = new DispatchWorld();
        routing.root().receivers().stream()
                .filter(name -> config.contains("wh:" + name + "}"))
                .forEach(name -> world.receiver(name, true));
        world.begin(Optional.of(routing));
        double at = 0;
        for (JsonNode step : timed.get("steps")) {
            world.pass(Duration.ofMillis(Math.round((step.get("at").asDouble() - at) * 1000)));
            at = step.get("at").asDouble();
            if (step.has("post")) {
                step.get("post").forEach(alert -> post(world, alert, config));
            } else if (step.has("silence")) {
                world.silence(silence(step.get("silence")));
            }
        }
        world.pass(Duration.ofMillis(Math.round((timed.get("until").asDouble() - at) * 1000)));
        return world.got.stream()
                .filter(one -> !one.receiver().equals(Routes.CONSOLE))
                .toList();
    }

    /** As the API does: without an end an alert is over after {@code resolve_timeout}. */
    private static void post(DispatchWorld world, JsonNode alert, String config) {
        Map<String, String> labels = new TreeMap<>();
        alert.get("labels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        Instant now = world.clock.instant();
        Duration timeout = config.contains("resolve_timeout: 10s") ? Duration.ofSeconds(10) : Duration.ofMinutes(5);
        Optional<Instant> end = instant(alert, "end");
        Instant start = instant(alert, "start").or(() -> end).orElse(now);
        if (end.isPresent() && !end.get().isAfter(now)) {
            world.alert(DispatchWorld.resolved(labels, start, end.get()));
        } else {
            world.alert(DispatchWorld.firing(labels, start, Optional.of(end.orElse(now.plus(timeout)))));
        }
    }

    private static Silence silence(JsonNode given) {
        List<LabelMatcher> matchers = new ArrayList<>();
        given.get("matchers")
                .forEach(matcher -> matchers.add(new LabelMatcher(
                        matcher.get("name").asText(),
                        LabelMatcher.Operator.EQUAL,
                        matcher.get("value").asText())));
        return new Silence(
                given.get("id").asText(),
                new LabelMatchers(matchers),
                instant(given, "start").orElseThrow(),
                instant(given, "end").orElseThrow(),
                DispatchWorld.START,
                "lab",
                "lab",
                new TreeMap<>());
    }

    private static Optional<Instant> instant(JsonNode from, String key) {
        return from.has(key)
                ? Optional.of(
                        DispatchWorld.START.plusMillis(Math.round(from.get(key).asDouble() * 1000)))
                : Optional.empty();
    }

    private static String line(DispatchWorld.Got told) {
        return told.receiver() + " " + told.groupKey() + " " + told.names();
    }

    private static String line(JsonNode delivery) {
        List<String> alerts = new ArrayList<>();
        delivery.get("alerts")
                .forEach(
                        alert -> alerts.add(alert.get("labels").get("alertname").asText() + " "
                                + alert.get("status").asText()));
        return delivery.get("webhook").asText() + " " + delivery.get("groupKey").asText() + " " + alerts;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String onlyRouting(String config) {
        return config.replaceAll("(?m)^global:\\n  resolve_timeout: 10s\\n", "")
                .replaceAll("(?m)^  webhook_configs:\\n  - url: .*\\n?", "");
    }

    private static JsonNode recorded(String id) throws IOException {
        Path file = Oracles.alertmanager().orElseThrow().resolve("deliveries-0.25.json");
        return StreamSupport.stream(JSON.readTree(file.toFile()).get("cases").spliterator(), false)
                .filter(one -> one.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
