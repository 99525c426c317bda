package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same alerts, silences and questions for the real Alertmanager and for us: the answers agree, apart from times, ids of
 * silences and what releases after Debian's added ({@code mutedBy}).
 */
class AlertmanagerComparisonTest {
    private static final long SEED = 20_260_131;
    private static final int ALERTS = 300;
    private static final int SILENCES = 40;
    private static final int QUESTIONS = 400;
    private static final List<String> NAMES = List.of("alertname", "service", "severity", "team", "zone");
    private static final List<String> VALUES =
            List.of("shop", "pay", "ops", "critical", "warning", "eu west", "ü\"", "");
    private static final List<String> PATTERNS = List.of("shop|pay", ".*", ".+", "s.*", "(ops|critical)", "");
    private static final List<String> SIGNS = List.of("=", "!=", "=~", "!~");

    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, Instant::now);
    private final Random random = new Random(SEED);
    private final Map<String, String> numbersOfSilences = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void answersAgreeWithTheRealAlertmanagers() throws IOException {
        try (RealAlertmanager real = RealAlertmanager.start(folder, MemoryDesk.SHOP);
                TestServer server = new TestServer(desk, Instant::now)) {
            compare(real.api(), server.api());
        }
    }

    private void compare(Api real, Api ours) {
        for (int i = 0; i < ALERTS; i++) {
            String alert = alert();
            assertSame(real.post("/api/v2/alerts", alert), ours.post("/api/v2/alerts", alert), alert);
        }
        for (int i = 0; i < SILENCES; i++) {
            String silence = silence();
            HttpResponse<String> theirs = real.post("/api/v2/silences", silence);
            HttpResponse<String> mine = ours.post("/api/v2/silences", silence);
            assertThat(mine.statusCode())
                    .as("seed %d: %s -> %s, ours %s", SEED, silence, theirs.body(), mine.body())
                    .isEqualTo(theirs.statusCode());
            if (mine.statusCode() == 200) {
                numbersOfSilences.put(Api.tree(theirs).get("silenceID").textValue(), "silence " + i);
                numbersOfSilences.put(Api.tree(mine).get("silenceID").textValue(), "silence " + i);
            }
        }
        // Alertmanager groups alerts, and lets silences count, in the background.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertSame(real, ours, "/api/v2/alerts/groups"));
        for (int i = 0; i < QUESTIONS; i++) {
            assertSame(real, ours, question());
        }
        for (String path : List.of("/api/v2/receivers", "/api/v2/silences", "/api/v2/alerts")) {
            assertSame(real, ours, path);
        }
    }

    private void assertSame(Api real, Api ours, String path) {
        assertSame(real.get(path), ours.get(path), path);
    }

    private void assertSame(HttpResponse<String> real, HttpResponse<String> ours, String what) {
        assertThat(ours.statusCode())
                .as("seed %d: %s -> %s, ours %s", SEED, what, real.body(), ours.body())
                .isEqualTo(real.statusCode());
        if (real.statusCode() == 200 && !real.body().isEmpty()) {
            assertThat(comparable(Api.tree(ours))).as("seed %d: %s", SEED, what).isEqualTo(comparable(Api.tree(real)));
        }
    }

    /** Without times; lists whose order means nothing, sorted; silences by the number under which both were posted. */
    private List<String> comparable(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            texts.add(comparableItem(item.deepCopy()).toString());
        }
        texts.sort(null);
        return texts;
    }

    private JsonNode comparableItem(JsonNode item) {
        if (!(item instanceof ObjectNode object)) {
            return item;
        }
        object.remove(List.of("startsAt", "endsAt", "updatedAt"));
        if (object.has("id")) {
            object.put("id", numbersOfSilences.get(object.get("id").textValue()));
            // Ours are sorted; their order means nothing.
            object.put("matchers", new TreeSet<>(comparable(object.get("matchers"))).toString());
        }
        if (object.has("alerts")) {
            object.put("alerts", String.join(" ", comparable(object.get("alerts"))));
        }
        if (object.path("status").has("silencedBy")) {
            ObjectNode status = (ObjectNode) object.get("status");
            status.remove("mutedBy");
            TreeSet<String> silences = new TreeSet<>();
            status.get("silencedBy").forEach(id -> silences.add(numbersOfSilences.get(id.textValue())));
            status.put("silencedBy", silences.toString());
            // Alertmanager names the first that it comes upon.
            status.put("inhibitedBy", !((ArrayNode) status.get("inhibitedBy")).isEmpty());
        }
        ObjectNode sorted = object.objectNode();
        new TreeSet<>(object.properties().stream().map(Map.Entry::getKey).toList())
                .forEach(name -> sorted.set(name, object.get(name)));
        return sorted;
    }

    private String alert() {
        StringBuilder labels = new StringBuilder();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                labels.append(labels.isEmpty() ? "" : ", ")
                        .append('"')
                        .append(name)
                        .append("\": \"")
                        .append(pick(VALUES).replace("\"", "\\\""))
                        .append('"');
            }
        }
        String times = pick(List.of(
                "",
                "",
                ", \"endsAt\": \"2099-01-01T00:00:00Z\"",
                ", \"startsAt\": \"2026-01-01T00:00:00Z\"",
                ", \"startsAt\": \"2026-01-01T00:00:00Z\", \"endsAt\": \"2025-01-01T00:00:00Z\""));
        return "[{\"labels\": {" + labels + "}, \"annotations\": {\"summary\": \"" + random.nextInt(9) + "\"}" + times
                + "}]";
    }

    private String silence() {
        StringBuilder matchers = new StringBuilder();
        for (int i = random.nextInt(2); i >= 0; i--) {
            boolean regex = random.nextBoolean();
            matchers.append("{\"name\": \"")
                    .append(pick(NAMES))
                    .append("\", \"value\": \"")
                    .append(pick(regex ? PATTERNS : VALUES).replace("\"", "\\\""))
                    .append("\", \"isRegex\": ")
                    .append(regex)
                    .append(random.nextInt(3) == 0 ? ", \"isEqual\": false" : "")
                    .append(i == 0 ? "}" : "}, ");
        }
        String start = pick(List.of("2026-01-01T00:00:00Z", "2098-01-01T00:00:00Z"));
        return "{\"matchers\": [" + matchers + "], \"startsAt\": \"" + start
                + "\", \"endsAt\": \"2099-01-01T00:00:00Z\", \"createdBy\": \"ann\", \"comment\": \"\"}";
    }

    private String question() {
        List<String> parameters = new ArrayList<>();
        String path = pick(List.of("/api/v2/alerts", "/api/v2/alerts", "/api/v2/alerts/groups", "/api/v2/silences"));
        for (String flag : List.of("active", "silenced", "inhibited")) {
            if (!path.endsWith("silences") && random.nextInt(4) == 0) {
                parameters.add(flag + "=" + pick(List.of("true", "false", "f", "1")));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String sign = pick(SIGNS);
            String value = pick(sign.contains("~") ? PATTERNS : VALUES).replace("\"", "\\\"");
            parameters.add("filter=" + Api.encoded(pick(NAMES) + sign + "\"" + value + "\""));
        }
        if (!path.endsWith("silences") && random.nextInt(4) == 0) {
            parameters.add("receiver=" + Api.encoded(pick(List.of("shop", "ops|root", "(", "s.*", ""))));
        }
        return path + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
