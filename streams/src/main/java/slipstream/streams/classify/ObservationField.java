package slipstream.streams.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;

/** The fields of an observation that a selector can name; beside them there is {@code attributes.<name>}. */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing.
enum ObservationField {
    TYPE("type", (Expression.Text) o -> o instanceof ProbeResult ? "probe" : "request"),
    SERVICE("service", (Expression.Text) Observation::service),
    SOURCE("source", (Expression.Text) o -> o.origin().source()),
    ROUTE("route", (Expression.Text)
            o -> o instanceof RequestObservation request ? unlessEmpty(request.route()) : null),
    METHOD("method", (Expression.Text)
            o -> o instanceof RequestObservation request ? unlessEmpty(request.method()) : null),
    STATUS("status", (Expression.Measure) o -> o.status() == Observation.NO_STATUS ? Double.NaN : o.status()),
    LATENCY_MILLIS("latencyMillis", (Expression.Measure) Observation::latencyMillis),
    OUTCOME("outcome", (Expression.Text)
            o -> o instanceof ProbeResult probe ? probe.outcome().word() : null),
    SUCCESS("success", (Condition) ObservationField::success),
    JOB("job", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.job()) : null),
    TARGET("target", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.target()) : null),
    LOCATION("location", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.location()) : null),
    ERROR("error", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.error()) : null);

    private final String word;
    private final Expression value;

    ObservationField(String word, Expression value) {
        this.word = word;
        this.value = value;
    }

    Expression value() {
        return value;
    }

    static Optional<ObservationField> ofWord(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(field -> field.word).toList();
    }

    private static Condition.Truth success(Observation observation) {
        if (observation instanceof ProbeResult probe && probe.outcome().isEvidence()) {
            return Condition.Truth.of(probe.outcome() == ProbeOutcome.SUCCESS);
        }
        return Condition.Truth.ABSENT;
    }

    private static String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
