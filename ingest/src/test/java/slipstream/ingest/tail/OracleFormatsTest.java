package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static slipstream.ingest.tail.OracleFiles.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.ingest.line.LineFormat;

/** Real files of other programs, each by the format of its name: as many of each kind as were counted by others or by eye. */
class OracleFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource({
        "sample_log1.jtl,              jtl",
        "sample_log1c.jtl,             jtl",
        "HTMLReportTestFile.csv,       jmeter-csv",
        "HTMLReportFalseTestFile.csv,  jmeter-csv"
    })
    void resultsOfJmeterAreCountedAsTheirTruthSays(String file, String format) throws IOException {
        Path log = oracle("jmeter/" + file);
        JsonNode truth = JSON.readTree(log.resolveSibling(file + ".truth.json").toFile());

        TailReport report = read(log, LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC));

        assertThat(report.dead()).isEqualTo(truth.get("malformed").asLong());
        assertThat(report.accepted()).isEqualTo(truth.get("events").asLong());
        assertThat(sink.confirmed().stream()
                        .filter(o -> "false".equals(o.attributes().get("success"))))
                .hasSize(truth.get("bad").asInt());
        truth.get("labels")
                .properties()
                .forEach(label -> assertThat(requests().stream()
                                .filter(o -> o.route().equals(label.getKey()))
                                .mapToDouble(RequestObservation::latencyMillis)
                                .average())
                        .hasValueCloseTo(label.getValue().get("mean").asDouble(), within(1e-6)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2_cpu_utilization_fe7f93",
                "ec2_request_latency_system_failure",
                "elb_request_count_8c0756",
                "rds_cpu_utilization_e47b3b"
            })
    void pointsOfNabAreSamplesByAMappingOfColumns(String name) throws IOException {
        Path log = oracle("nab/" + name + ".csv");
        JsonNode truth = JSON.readTree(log.resolveSibling(name + ".truth.json").toFile());

        TailReport report = read(
                log, LineFormat.of("csv", Map.of("time", "timestamp", "value", "value"), List.of(), ZoneOffset.UTC));

        List<ResourceSample> samples =
                sink.confirmed().stream().map(ResourceSample.class::cast).toList();
        assertThat(report.accepted()).isEqualTo(truth.get("points").asLong());
        assertThat(report.dropped()).as("the names of the columns").isEqualTo(1);
        assertThat(report.dead()).isZero();
        assertThat(Instant.ofEpochMilli(samples.get(0).timeMillis()))
                .hasToString(truth.get("first").asText());
        assertThat(samples.stream().mapToDouble(ResourceSample::value).min())
                .hasValue(truth.get("min").asDouble());
        assertThat(samples.stream().mapToDouble(ResourceSample::value).max())
                .hasValue(truth.get("max").asDouble());
        assertThat(samples.stream().mapToDouble(ResourceSample::value).average())
                .hasValueCloseTo(truth.get("mean").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "logfile_caddy_log.0,   caddy,      4,  35, 0, 0",
        "logfile_caddy_log.1,   caddy,      4,  0,  0, 0",
        "logfile_cloudflare.1,  cloudflare, 15, 0,  0, 0",
        "logfile_haproxy.0,     haproxy,    13, 4,  0, 0",
        "logfile_w3c.2,         w3c,        14, 0,  8, 0",
        "logfile_w3c.3,         w3c,        3,  0,  7, 0"
    })
    void samplesOfOtherServersAreReadWhole(String file, String format, int requests, int records, int dropped, int dead)
            throws IOException {
        TailReport report =
                read(oracle("lnav-formats/" + file), LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC));

        assertThat(sink.dead()).hasSize(dead);
        assertThat(requests()).hasSize(requests);
        assertThat(sink.confirmed().stream().filter(LogRecord.class::isInstance))
                .hasSize(records);
        assertThat(report.dropped()).isEqualTo(dropped);
    }

    @Test
    void aRequestOfHaproxyHasItsTotalTime() throws IOException {
        read(
                oracle("lnav-formats/logfile_haproxy.0"),
                LineFormat.of("haproxy", Map.of(), List.of("remote_addr", "backend"), ZoneOffset.UTC));

        RequestObservation first = requests().get(0);

        assertThat(Instant.ofEpochMilli(first.timeMillis())).hasToString("2019-02-25T16:19:48.143Z");
        assertThat(first.route()).isEqualTo("/admin/colt/administration");
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.latencyMillis()).isEqualTo(1487);
        assertThat(first.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("remote_addr", "141.35.244.171", "backend", "bk_admin"));
    }

    @Test
    void whatIsNotUnderstoodIsReportedWithItsPlace() throws IOException {
        Path log = oracle("nab/elb_request_count_8c0756.csv");
        Path broken = data.resolve("broken.csv");
        Files.writeString(broken, Files.readAllLines(log).get(0) + "\n2014-04-10 00:04:00,94.0\nnot,a,row\n");

        read(broken, LineFormat.of("csv", Map.of("time", "timestamp", "value", "value"), List.of(), ZoneOffset.UTC));

        assertThat(sink.dead()).singleElement().satisfies(letter -> {
            assertThat(letter.position()).isEqualTo(41);
            assertThat(letter.detail()).isEqualTo("the line has 3 values, the first line names 2");
        });
    }

    private List<RequestObservation> requests() {
        Stream<Observation> seen = sink.confirmed().stream();
        return seen.filter(RequestObservation.class::isInstance)
                .map(RequestObservation.class::cast)
                .toList();
    }

    private TailReport read(Path log, LineFormat format) throws IOException {
        return OracleFiles.read(log, format, sink, data);
    }
}
