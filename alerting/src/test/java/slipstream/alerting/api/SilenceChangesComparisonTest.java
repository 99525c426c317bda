package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Silences that are made, changed and ended at random, at the real Alertmanager and here: ids stay, change and expire alike. */
class SilenceChangesComparisonTest {
    private static final long SEED = 4_711;
    private static final int CHANGES = 200;
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, Instant::now);
    private final Random random = new Random(SEED);
    private final List<Pair> pairs = new ArrayList<>();

    @TempDir
    Path folder;

    /** The ids under which the two know one silence. */
    private record Pair(String theirs, String ours) {}

    @Test
    @Timeout(120)
    void idsStayChangeAndExpireAlike() throws IOException {
        try (RealAlertmanager real = RealAlertmanager.start(folder, MemoryDesk.SHOP);
                TestServer server = new TestServer(desk, Instant::now)) {
            for (int i = 0; i < CHANGES; i++) {
                int dice = random.nextInt(10);
                if (pairs.isEmpty() || dice < 3) {
                    add(real.api(), server.api());
                } else if (dice < 9) {
                    change(real.api(), server.api(), pairs.get(random.nextInt(pairs.size())));
                } else {
                    Pair pair = pairs.get(random.nextInt(pairs.size()));
                    assertThat(server.api()
                                    .delete("/api/v2/silence/" + pair.ours())
                                    .statusCode())
                            .isEqualTo(real.api()
                                    .delete("/api/v2/silence/" + pair.theirs())
                                    .statusCode());
                }
                for (Pair pair : pairs) {
                    assertThat(state(server.api(), pair.ours()))
                            .as("seed %d, change %d, %s", SEED, i, pair)
                            .isEqualTo(state(real.api(), pair.theirs()));
                }
            }
            assertThat(server.api().json("/api/v2/silences"))
                    .hasSize(real.api().json("/api/v2/silences").size());
        }
    }

    private void add(Api real, Api ours) {
        String start = random.nextBoolean() ? "2026-01-31T12:00:00Z" : "2098-01-01T00:00:00Z";
        String silence =
                "{\"matchers\": [{\"name\": \"service\", \"value\": \"shop\", \"isRegex\": false}], \"startsAt\": \""
                        + start
                        + "\", \"endsAt\": \"2099-01-01T00:00:00Z\", \"createdBy\": \"ann\", \"comment\": \"new\"}";
        pairs.add(new Pair(id(real.post("/api/v2/silences", silence)), id(ours.post("/api/v2/silences", silence))));
    }

    private void change(Api real, Api ours, Pair pair) {
        int kind = random.nextInt(6);
        HttpResponse<String> theirs = real.post("/api/v2/silences", changed(real, pair.theirs(), kind));
        HttpResponse<String> mine = ours.post("/api/v2/silences", changed(ours, pair.ours(), kind));

        assertThat(mine.statusCode())
                .as("seed %d, kind %d: %s, ours %s", SEED, kind, theirs.body(), mine.body())
                .isEqualTo(theirs.statusCode());
        if (mine.statusCode() == 200) {
            assertThat(id(mine).equals(pair.ours()))
                    .as("seed %d, kind %d: the id stays", SEED, kind)
                    .isEqualTo(id(theirs).equals(pair.theirs()));
            if (!id(mine).equals(pair.ours())) {
                pairs.add(new Pair(id(theirs), id(mine)));
            }
        }
    }

    /** What is there now, with one thing changed. */
    private static String changed(Api api, String id, int kind) {
        ObjectNode silence = (ObjectNode) api.json("/api/v2/silence/" + id);
        switch (kind) {
            case 0 -> silence.put("comment", "changed");
            case 1 -> silence.put("endsAt", "2098-06-01T00:00:00Z");
            case 2 -> silence.put("startsAt", T0.toString());
            case 3 -> silence.put("startsAt", "2098-03-01T00:00:00Z");
            case 4 -> silence.put("endsAt", "2026-01-31T12:00:01Z");
            default -> ((ObjectNode) ((ArrayNode) silence.get("matchers")).get(0)).put("value", "pay");
        }
        return silence.toString();
    }

    private static String state(Api api, String id) {
        JsonNode silence = api.json("/api/v2/silence/" + id);
        return silence.at("/status/state").asText() + " " + silence.get("comment") + " " + silence.get("matchers");
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.tree(answer).get("silenceID").textValue();
    }
}
