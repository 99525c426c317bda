package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;

class RepetitionTest {
    private static final Instant NOW = Alerts.T0;

    @Test
    void decidesAsAlertmanagerDoes() throws IOException {
        Optional<Path> folder = Oracles.alertmanager();
        assumeTrue(folder.isPresent(), "skipped: the decisions of Alertmanager are not here");
        JsonNode cases = new ObjectMapper()
                .readTree(folder.get().resolve("dedup_decisions.json").toFile())
                .get("cases");

        for (JsonNode one : cases) {
            boolean notify = Repetition.reason(
                            last(one.get("previous")),
                            starts(one.get("firing")).keySet(),
                            starts(one.get("resolved")).keySet(),
                            one.get("send_resolved").asBoolean(true),
                            Duration.ofMinutes(one.get("repeat_interval_min").asInt(240)),
                            NOW)
                    .isPresent();
            assertThat(notify)
                    .as(one.get("why").asText())
                    .isEqualTo(one.get("notify").asBoolean());
        }
        assertThat(cases).hasSize(11);
    }

    @Test
    void endOfAnAlertThatWasToldAndThenSuppressedIsStillToBeTold() {
        Told told = told(new TreeMap<>(), new TreeMap<>(Map.of("a", NOW)));

        assertThat(Repetition.reason(Optional.of(told), Set.of(), Set.of("a"), true, Duration.ofHours(4), NOW))
                .contains(Repetition.ALL_RESOLVED);
    }

    private static Optional<Told> last(JsonNode previous) {
        if (previous.isNull()) {
            return Optional.empty();
        }
        JsonNode age = previous.get("age_min");
        Instant at = age.isNumber() ? NOW.minus(Duration.ofMinutes(age.asInt())) : Instant.EPOCH;
        Told told = new Told(
                new ToldKey("r", "g"),
                new TreeMap<>(),
                at,
                starts(previous.get("firing")),
                starts(previous.get("resolved")),
                new TreeMap<>(),
                false);
        return Optional.of(told);
    }

    private static Told told(SortedMap<String, Instant> firing, SortedMap<String, Instant> withheld) {
        return new Told(new ToldKey("r", "g"), new TreeMap<>(), NOW, firing, new TreeMap<>(), withheld, false);
    }

    private static SortedMap<String, Instant> starts(JsonNode alerts) {
        SortedMap<String, Instant> starts = new TreeMap<>();
        alerts.forEach(alert -> starts.put(alert.asText(), NOW));
        return starts;
    }
}
