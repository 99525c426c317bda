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
                                "",
                                Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void isWrittenAsItAlwaysWas(String file, Observation observation) {
        byte[] written = ObservationCodec.write(List.of(observation));

        assertThat(new String(written, UTF_8)).isEqualTo(Golden.text(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void isReadAsItAlwaysWas(String file, Observation observation) throws Exception {
        byte[] json = Golden.text(file).getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length)).isEqualTo(observation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void unknownFieldsAreIgnored(String file, Observation observation) throws Exception {
        String later = Golden.text(file).replaceFirst("\\{", "{\"later\":{\"a\":[1,{\"b\":null}]},\"x\":\"y\",");
        byte[] json = later.getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length)).isEqualTo(observation);
    }
}
