package slipstream.streams.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Incident;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.VitalSample;

/** The fields of an observation that a selector can name; beside them there is {@code attributes.<name>}. */
@SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing.
enum ObservationField {
    TYPE("type", (Expression.Text) o -> o.type().word()),
    SERVICE("service", (Expression.Text) Observation::service),
    SOURCE("source", (Expression.Text) o -> o.origin().source()),
    ROUTE("route", (Expression.Text) ObservationField::route),
    METHOD("method", (Expression.Text)
            o -> o instanceof RequestObservation request ? unlessEmpty(request.method()) : null),
    STATUS("status", (Expression.Measure) o -> o.status() == Observation.NO_STATUS ? Double.NaN : o.status()),
    LATENCY_MILLIS("latencyMillis", (Expression.Measure) Observation::latencyMillis),
    OUTCOME("outcome", (Expression.Text) ObservationField::outcome),
    SUCCESS("success", (Condition) ObservationField::success),
    JOB("job", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.job()) : null),
    TARGET("target", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.target()) : null),
    LOCATION("location", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.location()) : null),
    ERROR("error", (Expression.Text) o -> o instanceof ProbeResult probe ? unlessEmpty(probe.error()) : null),
    DNS_MILLIS("dnsMillis", (Expression.Measure)
            o -> o instanceof ProbeResult probe ? probe.phases().dnsMillis().orElse(Double.NaN) : Double.NaN),
    CONNECT_MILLIS("connectMillis", (Expression.Measure)
            o -> o instanceof ProbeResult probe ? probe.phases().connectMillis().orElse(Double.NaN) : Double.NaN),
    TLS_MILLIS("tlsMillis", (Expression.Measure)
            o -> o instanceof ProbeResult probe ? probe.phases().tlsMillis().orElse(Double.NaN) : Double.NaN),
    FIRST_BYTE_MILLIS("firstByteMillis", (Expression.Measure) o ->
            o instanceof ProbeResult probe ? probe.phases().firstByteMillis().orElse(Double.NaN) : Double.NaN),
    TRANSFER_MILLIS("transferMillis", (Expression.Measure) o ->
            o instanceof ProbeResult probe ? probe.phases().transferMillis().orElse(Double.NaN) : Double.NaN),
    CERTIFICATE_DAYS_LEFT("certificateDaysLeft", (Expression.Measure)
            o -> o instanceof ProbeResult probe ? probe.certificateDaysLeft().orElse(Double.NaN) : Double.NaN),
    RESOURCE("resource", (Expression.Text) o -> o instanceof ResourceSample sample ? sample.resource() : null),
    VALUE("value", (Expression.Measure) Observation::value),
    LIMIT("limit", (Expression.Measure) Observation::limit),
    LEVEL("level", (Expression.Text) o -> o instanceof LogRecord line ? unlessEmpty(line.level()) : null),
    PATTERN("pattern", (Expression.Text) o -> o instanceof LogRecord line ? unlessEmpty(line.pattern()) : null),
    MESSAGE("message", (Expression.Text) o -> o instanceof LogRecord line ? unlessEmpty(line.message()) : null),
    KIND("kind", (Expression.Text) o -> o instanceof ChangeEvent change ? change.kind() : null),
    VERSION("version", (Expression.Text) o -> o instanceof ChangeEvent change ? unlessEmpty(change.version()) : null),
    NAME("name", (Expression.Text) o -> o instanceof VitalSample vital ? vital.name() : null),
    ALERT("alert", (Expression.Text) o -> o instanceof Incident incident ? incident.alert() : null),
    SEVERITY("severity", (Expression.Text)
            o -> o instanceof Incident incident ? unlessEmpty(incident.severity()) : null),
    DURATION_MILLIS("durationMillis", (Expression.Measure)
            o -> o instanceof Incident incident ? incident.durationMillis() : Double.NaN);

    private final String word;
    private final Expression value;

    ObservationField(String word, Expression value) {
        this.word = word;
        this.value = value;
    }

    String word() {
        return word;
    }

    Expression value() {
        return value;
    }

    /** Whether observations of a type can have it at all. */
    boolean isOf(ObservationType type) {
        if (this == TYPE || this == SERVICE || this == SOURCE) {
            return true;
        }
        return type.fields().contains(this == SUCCESS ? OUTCOME.word : word);
    }

    static Optional<ObservationField> ofWord(String word) {
        return Arrays.stream(values()).filter(field -> field.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(field -> field.word).toList();
    }

    private static String route(Observation observation) {
        if (observation instanceof RequestObservation request) {
            return unlessEmpty(request.route());
        }
        return observation instanceof VitalSample vital ? unlessEmpty(vital.route()) : null;
    }

    private static String outcome(Observation observation) {
        if (observation instanceof ProbeResult probe) {
            return probe.outcome().word();
        }
        return observation instanceof ChangeEvent change ? change.outcome().word() : null;
    }

    private static Condition.Truth success(Observation observation) {
        if (observation instanceof ProbeResult probe && probe.outcome().isEvidence()) {
            return Condition.Truth.of(probe.outcome() == ProbeOutcome.SUCCESS);
        }
        return observation instanceof ChangeEvent change
                ? Condition.Truth.of(change.outcome() == ChangeOutcome.SUCCESS)
                : Condition.Truth.ABSENT;
    }

    private static String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
