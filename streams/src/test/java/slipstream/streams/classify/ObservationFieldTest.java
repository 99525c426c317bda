package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Incident;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.Origin;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.VitalSample;

class ObservationFieldTest {
    private static final Origin ORIGIN = new Origin("s", 1);

    private final SelectorCompiler compiler = new SelectorCompiler();

    /** An observation of the type, in which no field is absent. */
    static Observation full(ObservationType type) {
        Map<String, String> none = Map.of();
        return switch (type) {
            case REQUEST -> new RequestObservation(ORIGIN, 1, "web", "/a", "GET", 200, 5, none);
            case PROBE -> probe(ProbeOutcome.SUCCESS);
            case SAMPLE -> new ResourceSample(ORIGIN, 1, "web", "heap", 6, 8, none);
            case LOG -> new LogRecord(ORIGIN, 1, "web", "ERROR", "oom", "out of memory", none);
            case CHANGE -> new ChangeEvent(ORIGIN, 1, "web", "deploy", "1.2", ChangeOutcome.FAILURE, none);
            case VITAL -> new VitalSample(ORIGIN, 1, "web", "LCP", 2500, "/a", none);
            case INCIDENT -> new Incident(ORIGIN, 1, "web", "Down", "page", 840_000, none);
        };
    }

    private static ProbeResult probe(ProbeOutcome outcome) {
        OptionalDouble phase = OptionalDouble.of(1);
        return new ProbeResult(
                ORIGIN,
                1,
                "web",
                "site",
                "https://web.example",
                "fra1",
                outcome,
                200,
                5,
                new ProbePhases(phase, OptionalDouble.of(2), OptionalDouble.of(3), OptionalDouble.of(4), phase),
                OptionalDouble.of(-2),
                "tls",
                Map.of());
    }

    @ParameterizedTest
    @EnumSource(ObservationType.class)
    void aFieldHasAValueExactlyInTheTypesItIsOf(ObservationType type) {
        Observation observation = full(type);

        for (ObservationField field : ObservationField.values()) {
            assertThat(hasValue(field, observation)).as(field.word()).isEqualTo(field.isOf(type));
        }
    }

    @ParameterizedTest
    @EnumSource(ObservationType.class)
    void everyFieldOfTheContractCanBeNamed(ObservationType type) {
        assertThat(ObservationField.words()).containsAll(type.fields());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
                    SAMPLE   | type == 'sample' && resource == 'heap' && value == 6 && limit == 8 && value / limit == 0.75
                    LOG      | type == 'log' && level == 'ERROR' && pattern == 'oom' && message.contains('memory')
                    CHANGE   | type == 'change' && kind == 'deploy' && version == '1.2' && outcome == 'failure' && !success
                    VITAL    | type == 'vital' && name == 'LCP' && value == 2500 && route == '/a'
                    INCIDENT | type == 'incident' && alert == 'Down' && severity == 'page' && durationMillis == 840000
                    PROBE    | type == 'probe' && certificateDaysLeft == -2 && success && outcome == 'success'
                    PROBE    | dnsMillis == 1 && connectMillis == 2 && tlsMillis == 3 && firstByteMillis == 4
                    PROBE    | transferMillis == 1 && job == 'site' && location == 'fra1' && error == 'tls'
                    REQUEST  | type == 'request' && route == '/a' && method == 'GET' && status == 200 && latencyMillis == 5
                    """)
    void eachKindIsReadByItsOwnWords(ObservationType type, String expression) {
        assertThat(compiler.condition(expression).test(full(type))).isEqualTo(Condition.Truth.TRUE);
    }

    @Test
    void aProbeWithoutEvidenceIsNeitherSuccessNorFailure() {
        Condition success = compiler.condition("success");

        assertThat(success.test(probe(ProbeOutcome.UNKNOWN))).isEqualTo(Condition.Truth.ABSENT);
        assertThat(success.test(probe(ProbeOutcome.FAILURE))).isEqualTo(Condition.Truth.FALSE);
    }

    @Test
    void emptyTextIsAbsent() {
        Observation bare = new LogRecord(ORIGIN, 1, "web", "", "", "", Map.of());

        assertThat(compiler.condition("level == ''").test(bare)).isEqualTo(Condition.Truth.ABSENT);
        assertThat(compiler.text("pattern").of(bare)).isNull();
        assertThat(compiler.text("message").of(bare)).isNull();
    }

    private static boolean hasValue(ObservationField field, Observation observation) {
        if (field.value() instanceof Expression.Text text) {
            return text.of(observation) != null;
        }
        if (field.value() instanceof Expression.Measure measure) {
            return !Double.isNaN(measure.of(observation));
        }
        return ((Condition) field.value()).test(observation) != Condition.Truth.ABSENT;
    }
}
