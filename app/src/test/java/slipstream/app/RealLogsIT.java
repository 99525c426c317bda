package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.ClockMode;

/** Real logs of others, years old, through everything: every figure equals the one that was counted beside it. */
@Tag("broker")
class RealLogsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Requests and errors of an hour. */
    private record Hour(long events, long bad) {}

    @Test
    void theApacheLogOf2015_hourByHour() throws IOException {
        Path logs = Oracles.folder("logs/elastic-apache");
        JsonNode truth = JSON.readTree(logs.resolve("apache_logs.truth.json").toFile());

        equalsTheTruth(
                truth,
                new TestConfiguration(folder.resolve("config"))
                        .availability("semicomplete", "0.999")
                        .file("ingest.yml", """
                                receivers:
                                  filelog:
                                    - include: ["%s"]
                                      format: combined
                                      follow: false
                                      labels: {service: semicomplete}
                                """.formatted(logs.resolve("apache_logs"))),
                "semicomplete-availability",
                truth.get("malformed").asLong());
    }

    @Test
    void theProbesOfUpptime_hourByHour() throws IOException {
        Path logs = Oracles.folder("logs/upptime-foodcoopx");
        JsonNode truth = JSON.readTree(logs.resolve("probes.truth.json").toFile());

        equalsTheTruth(
                truth,
                new TestConfiguration(folder.resolve("config"))
                        .file("up.yaml", UPTIME)
                        .file("ingest.yml", """
                                receivers:
                                  filelog:
                                    - include: ["%s"]
                                      format: json
                                      follow: false
                                      fields: {time: ts, attributes.site: site, attributes.state: state, latencyMillis: ms}
                                      labels: {service: sites}
                                """.formatted(logs.resolve("probes.jsonl"))),
                "sites-up",
                0);
    }

    @ParameterizedTest
    @CsvSource({"sample_log1.jtl, jtl", "HTMLReportFalseTestFile.csv, jmeter-csv"})
    void theResultsOfJmeter_hourByHour(String file, String format) throws IOException {
        Path logs = Oracles.folder("logs/jmeter");
        JsonNode truth = JSON.readTree(logs.resolve(file + ".truth.json").toFile());

        equalsTheTruth(
                truth,
                new TestConfiguration(folder.resolve("config"))
                        .availability("jakarta", "0.999")
                        .file("ingest.yml", """
                                receivers:
                                  filelog:
                                    - include: ["%s"]
                                      format: %s
                                      follow: false
                                      labels: {service: jakarta}
                                """.formatted(logs.resolve(file), format)),
                "jakarta-availability",
                truth.get("malformed").asLong());
    }

    /** Seven months of probes: the hours are kept for as long as the period. */
    private static final String UPTIME = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: sites-up}
            spec:
              service: sites
              indicator:
                metadata: {name: sites-down}
                spec:
                  ratioMetric:
                    bad: {metricSource: {type: slipstream, spec: {selector: "attributes.state == 'down'"}}}
                    total: {metricSource: {type: slipstream, spec: {selector: "service == 'sites'"}}}
              timeWindow: [{duration: 365d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.9}]
            """;

    private void equalsTheTruth(JsonNode truth, TestConfiguration configuration, String slo, long malformed)
            throws IOException {
        Pipeline.Options options = new Pipeline.Options(
                folder.resolve("data"),
                ClockMode.EVENT,
                ListenAddress.loopback(0),
                new PrintStream(PrintStream.nullOutputStream()),
                InstantSource.system());
        try (Pipeline pipeline = Pipeline.onEmbeddedBroker(configuration.read(), options, 0)) {
            Api api = new Api(pipeline.queryPort());
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> api.status("/health/ready") == 200
                            && period(api, slo).path("total").asLong()
                                    == truth.get("events").asLong());

            assertThat(period(api, slo).get("bad").asLong())
                    .isEqualTo(truth.get("bad").asLong());
            assertThat(hours(api, slo, truth)).isEqualTo(expectedHours(truth));
            try (TopicReader<byte[]> dead = new TopicReader<>(pipeline.bootstrapServers(), Topics.DEAD_LETTERS)) {
                assertThat(dead.all()).hasSize((int) malformed);
            }
        }
    }

    private static JsonNode period(Api api, String slo) {
        JsonNode windows = api.get("/api/v1/slos/" + slo).path("windows");
        return windows.path(windows.size() - 1);
    }

    private static Map<Instant, Hour> hours(Api api, String slo, JsonNode truth) {
        Instant from = Instant.parse(truth.get("first").asText()).truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        Instant to = Instant.parse(truth.get("last").asText()).plus(Duration.ofHours(1));
        Map<Instant, Hour> hours = new TreeMap<>();
        JsonNode slices = api.get("/api/v1/slos/" + slo + "/slices?step=1h&from=" + from + "&to="
                        + to.truncatedTo(java.time.temporal.ChronoUnit.HOURS))
                .get("slices");
        for (JsonNode slice : slices) {
            hours.put(
                    Instant.parse(slice.get("start").asText()),
                    new Hour(slice.get("total").asLong(), slice.get("bad").asLong()));
        }
        return hours;
    }

    private static Map<Instant, Hour> expectedHours(JsonNode truth) {
        Map<Instant, Hour> hours = new TreeMap<>();
        for (JsonNode hour : truth.get("per_hour")) {
            hours.put(
                    Instant.parse(hour.get("start").asText()),
                    new Hour(hour.get("events").asLong(), hour.get("bad").asLong()));
        }
        return hours;
    }
}
