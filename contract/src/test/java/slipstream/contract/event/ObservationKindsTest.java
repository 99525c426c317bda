package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the records check themselves, and how the fields of one kind stay out of the way of the others. */
class ObservationKindsTest {
    private static final Origin ORIGIN = new Origin("s", 1);
    private static final long TIME = Observations.T0.toEpochMilli();
    private static final String COMMON = "{\"time\":" + TIME + ",\"service\":\"shop\",\"source\":\"s\",\"sequence\":1";

    private final ObservationCodec codec = new ObservationCodec(Observations.bounds());

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void samplesAndVitalsAreFinite(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> sample("cpu", value, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> vital("LCP", value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.POSITIVE_INFINITY})
    void aLimitIsAboveZeroAndFinite(double limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample("cpu", 1, limit))
                .withMessageContaining("limit must be above 0");
    }

    @Test
    void aVitalIsNotNegative_andASampleMayBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> vital("LCP", -0.001));
        assertThat(sample("temperature", -3, Observation.NO_VALUE).value()).isEqualTo(-3);
        assertThat(vital("CLS", 0).value()).isZero();
    }

    @Test
    void thereIsOneZero() {
        assertThat(sample("cpu", -0.0, Observation.NO_VALUE)).isEqualTo(sample("cpu", 0.0, Observation.NO_VALUE));
        assertThat(vital("CLS", -0.0)).isEqualTo(vital("CLS", 0.0));
    }

    @Test
    void requiredNamesAreNotEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample("", 1, 1))
                .withMessage("resource must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> vital("", 1)).withMessage("name must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeEvent(ORIGIN, TIME, "shop", "", "", ChangeOutcome.SUCCESS, Map.of()))
                .withMessage("kind must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> incident("", 1)).withMessage("alert must not be empty");
    }

    @Test
    void anIncidentLastsFromNothingToTenYears() {
        assertThat(incident("Down", 0).durationMillis()).isZero();
        assertThat(incident("Down", 315_360_000_000L).durationMillis()).isEqualTo(315_360_000_000L);
        assertThatIllegalArgumentException().isThrownBy(() -> incident("Down", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> incident("Down", 315_360_000_001L));
    }

    @Test
    void aMessageHasAtMost16384Characters() throws Exception {
        String longest = "m".repeat(LogRecord.MAX_MESSAGE_CHARS);

        Observation read = read(COMMON + ",\"type\":\"log\",\"message\":\"" + longest + "\"}");

        assertThat(read).isEqualTo(log(longest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log(longest + "m"))
                .withMessage("message must have at most 16384 characters, has 16385");
    }

    @Test
    void aCertificatesDaysAreFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> probe(OptionalDouble.of(Double.NaN)));
        assertThat(probe(OptionalDouble.of(-3)).certificateDaysLeft()).hasValue(-3);
    }

    @Test
    void whatAKindDoesNotHaveIsAbsent() {
        assertThat(log("x").value()).isNaN();
        assertThat(log("x").limit()).isNaN();
        assertThat(log("x").latencyMillis()).isNaN();
        assertThat(log("x").status()).isEqualTo(Observation.NO_STATUS);
        assertThat(Observations.minimalRequest(1).value()).isNaN();
        assertThat(vital("LCP", 2500).value()).isEqualTo(2500);
        assertThat(vital("LCP", 2500).limit()).isNaN();
        assertThat(sample("cpu", 0.5, 2).limit()).isEqualTo(2);
    }

    @Test
    void attributesAreCopied() {
        Map<String, String> mutable = new HashMap<>(Map.of("a", "1"));
        List<Observation> observations = List.of(
                new ResourceSample(ORIGIN, TIME, "shop", "cpu", 1, 2, mutable),
                new LogRecord(ORIGIN, TIME, "shop", "", "", "", mutable),
                new ChangeEvent(ORIGIN, TIME, "shop", "deploy", "", ChangeOutcome.SUCCESS, mutable),
                new VitalSample(ORIGIN, TIME, "shop", "LCP", 1, "", mutable),
                new Incident(ORIGIN, TIME, "shop", "Down", "", 1, mutable));

        mutable.put("b", "2");

        assertThat(observations).allSatisfy(o -> assertThat(o.attributes()).containsOnlyKeys("a"));
    }

    @ParameterizedTest
    @EnumSource(ObservationType.class)
    void aTypeIsFoundByItsWordOnly(ObservationType type) {
        assertThat(ObservationType.ofWord(type.word())).contains(type);
        assertThat(ObservationType.ofWord(type.name())).isEmpty();
        assertThat(ObservationType.words()).contains(type.word());
    }

    @ParameterizedTest
    @EnumSource(ObservationType.class)
    void theFieldsOfATypeAreThoseThatAreWritten(ObservationType type) {
        List<String> fields = type.fields();

        String written = type == ObservationType.PROBE
                ? Golden.text("observation-probe.json") + Golden.text("observation-probe-certificate.json")
                : Golden.text("observation-" + type.word() + ".json");

        assertThat(fields).isNotEmpty().allSatisfy(field -> assertThat(written).contains("\"" + field + "\":"));
        assertThat(Arrays.stream(ObservationType.values())
                        .flatMap(other -> other.fields().stream())
                        .distinct()
                        .filter(field -> !fields.contains(field)))
                .allSatisfy(field -> assertThat(written).doesNotContain("\"" + field + "\":"));
    }

    @Test
    void aRequestMayHaveExtrasThatAreNamedLikeTheFieldsOfOthers() throws Exception {
        String extras = ",\"name\":5,\"message\":{\"deep\":[1,{\"level\":null}]},\"value\":\"x\",\"limit\":-1,"
                + "\"version\":null,\"kind\":true,\"durationMillis\":1e9,\"certificateDaysLeft\":\"soon\",\"route\":\"/a\"}";

        Observation read = read(COMMON + extras);

        assertThat(read)
                .isInstanceOfSatisfying(
                        RequestObservation.class,
                        request -> assertThat(request.route()).isEqualTo("/a"));
    }

    @Test
    void aChangeSucceeded_unlessItSaysOtherwise() throws Exception {
        Observation read = read(COMMON + ",\"type\":\"change\",\"kind\":\"deploy\"}");

        assertThat(read)
                .isEqualTo(new ChangeEvent(ORIGIN, TIME, "shop", "deploy", "", ChangeOutcome.SUCCESS, Map.of()));
    }

    @Test
    void theTypeMayComeLast() throws Exception {
        Observation read = read(COMMON + ",\"value\":1e3,\"resource\":\"heap\",\"limit\":2e3,\"type\":\"sample\"}");

        assertThat(read).isEqualTo(sample("heap", 1000, 2000));
    }

    private Observation read(String json) throws RejectedObservationException {
        byte[] bytes = json.getBytes(UTF_8);
        return codec.read(bytes, 0, bytes.length);
    }

    private static ResourceSample sample(String resource, double value, double limit) {
        return new ResourceSample(ORIGIN, TIME, "shop", resource, value, limit, Map.of());
    }

    private static VitalSample vital(String name, double value) {
        return new VitalSample(ORIGIN, TIME, "shop", name, value, "", Map.of());
    }

    private static LogRecord log(String message) {
        return new LogRecord(ORIGIN, TIME, "shop", "", "", message, Map.of());
    }

    private static Incident incident(String alert, long durationMillis) {
        return new Incident(ORIGIN, TIME, "shop", alert, "", durationMillis, Map.of());
    }

    private static ProbeResult probe(OptionalDouble certificateDaysLeft) {
        return new ProbeResult(
                ORIGIN,
                TIME,
                "shop",
                "site",
                "https://shop.example",
                "fra1",
                ProbeOutcome.SUCCESS,
                200,
                1,
                ProbePhases.NONE,
                certificateDaysLeft,
                "",
                Map.of());
    }
}
