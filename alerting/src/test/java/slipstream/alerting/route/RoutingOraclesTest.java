package slipstream.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problems;

/** What Alertmanager itself answered to the same files; skipped where these do not lie beside the repository. */
class RoutingOraclesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void labelsLeadToTheReceiversThatAmtoolNames() throws IOException {
        Map<String, Routing> routings = new HashMap<>();
        for (JsonNode set : oracle("routes.json").get("sets")) {
            routings.put(
                    set.get("id").asText(),
                    RoutingFiles.read(onlyRouting(set.get("config").asText())));
        }
        int compared = 0;
        for (JsonNode expected : oracle("routes.expected.json")) {
            Map<String, String> labels = labels(expected.get("labels"));
            Routing routing = routings.get(expected.get("set").asText());
            assertThat(routing.root().match(labels).stream().map(Route::receiver))
                    .as("%s %s", expected.get("set").asText(), labels)
                    .containsExactlyElementsOf(texts(expected.get("receivers")));
            compared++;
        }
        assertThat(compared).isEqualTo(22);
    }

    @Test
    void routesInheritGroupingAndTiming() throws IOException {
        JsonNode set = oracle("routes.json").get("sets").get(0);
        Routing routing = RoutingFiles.read(onlyRouting(set.get("config").asText()));

        set.get("effective").fields().forEachRemaining(effective -> {
            Map<String, String> labels = new HashMap<>();
            for (String pair : effective.getKey().split(",", -1)) {
                labels.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            List<Route> routes = routing.root().match(labels);
            List<JsonNode> wants = new ArrayList<>();
            if (effective.getValue().isArray()) {
                effective.getValue().forEach(wants::add);
            } else {
                wants.add(effective.getValue());
            }
            assertThat(routes).hasSameSizeAs(wants);
            for (int i = 0; i < wants.size(); i++) {
                assertSame(routes.get(i), wants.get(i), effective.getKey());
            }
        });
    }

    private static void assertSame(Route route, JsonNode want, String about) {
        if (want.has("receiver")) {
            assertThat(route.receiver())
                    .as(about)
                    .isEqualTo(want.get("receiver").asText());
        }
        if (want.has("group_by")) {
            List<String> by = texts(want.get("group_by"));
            assertThat(route.grouping().byAll()).as(about).isEqualTo(by.equals(List.of("...")));
            if (!route.grouping().byAll()) {
                assertThat(route.grouping().labels()).as(about).containsExactlyInAnyOrderElementsOf(by);
            }
        }
        Map<String, java.time.Duration> durations = Map.of(
                "group_wait", route.timing().groupWait(),
                "group_interval", route.timing().groupInterval(),
                "repeat_interval", route.timing().repeatInterval());
        durations.forEach((key, duration) -> {
            if (want.has(key)) {
                assertThat(duration)
                        .as("%s of %s", key, about)
                        .isEqualTo(WaitingTime.parse(want.get(key).asText()));
            }
        });
    }

    @Test
    void intervalsHoldTheInstantsThatAlertmanagersHold() throws IOException {
        int instants = 0;
        for (JsonNode one : oracle("time_intervals.json")) {
            Problems problems = new Problems();
            TimeInterval interval =
                    TimeIntervalReader.read(RoutingFiles.root(JSON.writeValueAsString(one.get("yaml")), problems));
            assertThat(problems.all()).as(one.get("about").asText()).isEmpty();
            for (String side : List.of("in", "out")) {
                for (JsonNode instant : one.get(side)) {
                    assertThat(interval.contains(
                                    OffsetDateTime.parse(instant.asText()).toInstant()))
                            .as("%s: %s", one.get("about").asText(), instant.asText())
                            .isEqualTo(side.equals("in"));
                    instants++;
                }
            }
        }
        assertThat(instants).isGreaterThan(25);
    }

    /** The sections that say who is told when; receivers by their names alone. */
    private static String onlyRouting(String config) {
        StringBuilder kept = new StringBuilder();
        String section = "";
        for (String line : config.split("\n", -1)) {
            if (line.matches("[a-z_]+:.*")) {
                section = line.substring(0, line.indexOf(':'));
            }
            boolean isName = line.matches("\\s*- name:.*");
            if (section.equals("receivers")
                    ? line.startsWith("receivers") || isName
                    : !section.matches("global|templates")) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new HashMap<>();
        node.fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode oracle(String name) throws IOException {
        Path file = oracles().resolve("alertmanager").resolve(name);
        assumeTrue(Files.exists(file), "skipped: " + name + " is not among the oracles");
        return JSON.readTree(file.toFile());
    }

    private static Path oracles() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/oracles"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "skipped: there is no folder shared/oracles beside the repository");
        return folder.resolve("shared/oracles");
    }
}
