package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A difference here is a change of the format that others write and read. */
class ObservationGoldenTest {
    private final ObservationCodec codec = new ObservationCodec(Observations.bounds());

    static Stream<Arguments> goldens() {
        long time = Observations.T0.toEpochMilli();
        return Stream.of(
                Arguments.of(
                        "observation-request.json",
                        new RequestObservation(
                                new Origin("file:/var/log/nginx/access.log#9f3a", 4711),
                                time,
                                "shop",
                                "/cart/:id",
                                "GET",
                                503,
                                12.5,
                                Map.of("region", "fra1", "client", "ipv6", "ürgent", "\"1\"\n"))),
                Arguments.of("observation-request-minimal.json", Observations.minimalRequest(1)),
                Arguments.of(
                        "observation-probe.json",
                        new ProbeResult(
                                new Origin("probe:site@fra1", 58995360),
                                time,
                                "shop",
                                "site",
                                "https://shop.example/health",
                                "fra1",
                                ProbeOutcome.FAILURE,
                                503,
                                47,
                                new ProbePhases(
                                        OptionalDouble.of(1.25),
                                        OptionalDouble.of(2),
                                        OptionalDouble.of(3.5),
                                        OptionalDouble.of(40),
                                        OptionalDouble.of(0.25)),
                                OptionalDouble.empty(),
                                "status 503, 200 expected",
                                Map.of("team", "web"))),
                Arguments.of(
                        "observation-probe-minimal.json",
                        new ProbeResult(
                                new Origin("p", 1),
                                time,
                                "shop",
                                "",
                                "",
                                "",
                                ProbeOutcome.MISSED,
                                Observation.NO_STATUS,
                                Observation.NO_LATENCY,
                                ProbePhases.NONE,
                                OptionalDouble.empty(),
                                "",
                                Map.of())),
                Arguments.of(
                        "observation-probe-certificate.json",
                        new ProbeResult(
                                new Origin("probe:site@fra1", 58995361),
                                time,
                                "shop",
                                "site",
                                "https://shop.example/health",
                                "fra1",
                                ProbeOutcome.FAILURE,
                                Observation.NO_STATUS,
                                6.75,
                                new ProbePhases(
                                        OptionalDouble.of(1.25),
                                        OptionalDouble.of(2),
                                        OptionalDouble.of(3.5),
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty()),
                                OptionalDouble.of(-0.5),
                                "tls",
                                Map.of())));
    }

    /** The kinds that came after requests and probes. */
    static Stream<Arguments> laterGoldens() {
        long time = Observations.T0.toEpochMilli();
        Origin origin = new Origin("s", 1);
        return Stream.of(
                Arguments.of(
                        "observation-sample.json",
                        new ResourceSample(
                                new Origin("agent:db-1", 88),
                                time,
                                "shop",
                                "db_connections",
                                42.5,
                                100,
                                Map.of("pool", "primary"))),
                Arguments.of(
                        "observation-sample-minimal.json",
                        new ResourceSample(origin, time, "shop", "cpu", -1.5, Observation.NO_VALUE, Map.of())),
                Arguments.of(
                        "observation-log.json",
                        new LogRecord(
                                new Origin("file:/var/log/shop.log#1a", 512),
                                time,
                                "shop",
                                "ERROR",
                                "out-of-memory",
                                "java.lang.OutOfMemoryError: \"heap\"",
                                Map.of("thread", "main"))),
                Arguments.of("observation-log-minimal.json", new LogRecord(origin, time, "shop", "", "", "", Map.of())),
                Arguments.of(
                        "observation-change.json",
                        new ChangeEvent(
                                new Origin("ci:shop", 7),
                                time,
                                "shop",
                                "deploy",
                                "2026.1.3",
                                ChangeOutcome.FAILURE,
                                Map.of("by", "ann"))),
                Arguments.of(
                        "observation-change-minimal.json",
                        new ChangeEvent(origin, time, "shop", "backup", "", ChangeOutcome.SUCCESS, Map.of())),
                Arguments.of(
                        "observation-vital.json",
                        new VitalSample(
                                new Origin("http:beacon", 3),
                                time,
                                "shop",
                                "CLS",
                                0.125,
                                "/cart/:id",
                                Map.of("device", "mobile"))),
                Arguments.of(
                        "observation-vital-minimal.json",
                        new VitalSample(origin, time, "shop", "LCP", 2500, "", Map.of())),
                Arguments.of(
                        "observation-incident.json",
                        new Incident(
                                new Origin("alert:00ff00ff00ff00ff", time),
                                time,
                                "shop",
                                "Checkout is slow",
                                "page",
                                840_000,
                                Map.of("slo", "checkout-latency"))),
                Arguments.of(
                        "observation-incident-minimal.json",
                        new Incident(origin, time, "shop", "Down", "", 0, Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"goldens", "laterGoldens"})
    void isWrittenAsItAlwaysWas(String file, Observation observation) {
        byte[] written = ObservationCodec.write(List.of(observation));

        assertThat(new String(written, UTF_8)).isEqualTo(Golden.text(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"goldens", "laterGoldens"})
    void isReadAsItAlwaysWas(String file, Observation observation) throws Exception {
        byte[] json = Golden.text(file).getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length)).isEqualTo(observation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"goldens", "laterGoldens"})
    void unknownFieldsAreIgnored(String file, Observation observation) throws Exception {
        String later = Golden.text(file).replaceFirst("\\{", "{\"later\":{\"a\":[1,{\"b\":null}]},\"x\":\"y\",");
        byte[] json = later.getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length)).isEqualTo(observation);
    }
}
