package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.tail.OracleFiles.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.line.LineFormat;

/** Real logs with counts that others made of them; skipped where these lie not beside the repository. */
class OracleLogsTest {
    @TempDir
    Path data;

    @Test
    void apacheLogIsCountedAsItsTruthSays() throws IOException {
        Path log = oracle("elastic-apache/apache_logs");
        JsonNode truth = new ObjectMapper()
                .readTree(log.resolveSibling("apache_logs.truth.json").toFile());
        RecordingSink sink = new RecordingSink();

        TailReport report =
                OracleFiles.read(log, LineFormat.of("combined", Map.of(), List.of(), ZoneOffset.UTC), sink, data);

        assertThat(report.lines()).isEqualTo(truth.get("lines").asLong());
        assertThat(report.dead()).isEqualTo(truth.get("malformed").asLong());
        assertThat(report.accepted()).isEqualTo(truth.get("events").asLong());
        List<Observation> seen = sink.confirmed();
        assertThat(counts(seen, o -> Integer.toString(o.status()))).isEqualTo(numbers(truth.get("status")));
        assertThat(counts(seen, o -> ((RequestObservation) o).method())).isEqualTo(numbers(truth.get("methods")));
        assertThat(seen.stream().filter(o -> o.status() >= 500))
                .hasSize(truth.get("bad").asInt());
        Map<String, Long> perHour = new TreeMap<>();
        Map<String, Long> badPerHour = new TreeMap<>();
        for (JsonNode hour : truth.get("per_hour")) {
            perHour.put(hour.get("start").asText(), hour.get("events").asLong());
            if (hour.get("bad").asLong() > 0) {
                badPerHour.put(hour.get("start").asText(), hour.get("bad").asLong());
            }
        }
        assertThat(counts(seen, OracleLogsTest::hour)).isEqualTo(perHour);
        assertThat(counts(seen.stream().filter(o -> o.status() >= 500).toList(), OracleLogsTest::hour))
                .isEqualTo(badPerHour);
    }

    @Test
    void probesOfUpptimeAreReadByAFieldMapping() throws IOException {
        Path log = oracle("upptime-foodcoopx/probes.jsonl");
        Map<String, String> fields = Map.of(
                "time", "ts",
                "status", "code",
                "latencyMillis", "ms",
                "attributes.site", "site",
                "attributes.state", "state");
        JsonNode truth = new ObjectMapper()
                .readTree(log.resolveSibling("probes.truth.json").toFile());
        RecordingSink sink = new RecordingSink();

        TailReport report = OracleFiles.read(log, LineFormat.of("json", fields, List.of(), ZoneOffset.UTC), sink, data);

        assertThat(report.lines()).isEqualTo(2770);
        assertThat(report.accepted()).isEqualTo(2770);
        Map<String, Long> probes = new TreeMap<>();
        Map<String, Long> down = new TreeMap<>();
        for (JsonNode site : truth.get("sites")) {
            probes.put(site.get("site").asText(), site.get("probes").asLong());
            if (site.get("down_probes").asLong() > 0) {
                down.put(site.get("site").asText(), site.get("down_probes").asLong());
            }
        }
        List<Observation> seen = sink.confirmed();
        List<Observation> seenDown = seen.stream()
                .filter(o -> "down".equals(o.attributes().get("state")))
                .toList();
        assertThat(seenDown).hasSize(226);
        assertThat(counts(seen, o -> o.attributes().get("site"))).isEqualTo(probes);
        assertThat(counts(seenDown, o -> o.attributes().get("site"))).isEqualTo(down);
    }

    private static Map<String, Long> counts(List<Observation> seen, Function<Observation, String> by) {
        return seen.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> numbers(JsonNode object) {
        Map<String, Long> numbers = new TreeMap<>();
        object.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().asLong()));
        return numbers;
    }

    private static String hour(Observation seen) {
        return Instant.ofEpochMilli(seen.timeMillis())
                .truncatedTo(ChronoUnit.HOURS)
                .toString();
    }
}
