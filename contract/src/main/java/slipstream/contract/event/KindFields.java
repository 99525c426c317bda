package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The fields that came after requests and probes, while they are read from JSON. Senders of requests may have used their
 * names for extras of their own, so what is wrong with one of them matters only when the observation's type has that field.
 */
final class KindFields {
    private static final KindFields NONE = new KindFields();

    private List<RejectedObservationException> misfits = List.of();
    private String resource;
    private double value = Observation.NO_VALUE;
    private double limit = Observation.NO_VALUE;
    private String level = "";
    private String pattern = "";
    private String message = "";
    private String kind;
    private String version = "";
    private String name;
    private String alert;
    private String severity = "";
    private boolean hasDuration;
    private long durationMillis;
    private double certificateDaysLeft = Observation.NO_VALUE;

    /** What was read, or the absence of every field; that is never read into. */
    static KindFields orNone(KindFields fields) {
        return fields == null ? NONE : fields;
    }

    void read(String field, JsonParser parser) throws IOException {
        try {
            readField(field, parser);
        } catch (RejectedObservationException e) {
            if (misfits.isEmpty()) {
                misfits = new ArrayList<>();
            }
            misfits.add(e);
            parser.skipChildren();
        }
    }

    private void readField(String field, JsonParser parser) throws IOException, RejectedObservationException {
        switch (field) {
            case "resource" -> resource = FieldValues.text(field, parser);
            case "value" -> value = ObservationRules.number(field, FieldValues.number(field, parser));
            case "limit" -> limit = ObservationRules.limit(FieldValues.number(field, parser));
            case "level" -> level = FieldValues.text(field, parser);
            case "pattern" -> pattern = FieldValues.text(field, parser);
            case "message" -> message = FieldValues.text(field, parser);
            case "kind" -> kind = FieldValues.text(field, parser);
            case "version" -> version = FieldValues.text(field, parser);
            case "name" -> name = FieldValues.text(field, parser);
            case "alert" -> alert = FieldValues.text(field, parser);
            case "severity" -> severity = FieldValues.text(field, parser);
            case "durationMillis" -> {
                durationMillis = ObservationRules.durationMillis(FieldValues.wholeNumber(field, parser));
                hasDuration = true;
            }
            case "certificateDaysLeft" ->
                certificateDaysLeft = ObservationRules.number(field, FieldValues.number(field, parser));
            default -> parser.skipChildren();
        }
    }

    /** Throws what was wrong with a field that the type has. */
    void check(ObservationType type) throws RejectedObservationException {
        for (RejectedObservationException misfit : misfits) {
            if (type.fields().contains(misfit.field())) {
                throw misfit;
            }
        }
    }

    OptionalDouble certificateDaysLeft() {
        return Double.isNaN(certificateDaysLeft) ? OptionalDouble.empty() : OptionalDouble.of(certificateDaysLeft);
    }

    ResourceSample sample(Origin origin, long timeMillis, String service, Map<String, String> attributes)
            throws RejectedObservationException {
        requireName("resource", resource);
        requireValue();
        return new ResourceSample(origin, timeMillis, service, resource, value, limit, attributes);
    }

    LogRecord log(Origin origin, long timeMillis, String service, Map<String, String> attributes) {
        return new LogRecord(origin, timeMillis, service, level, pattern, message, attributes);
    }

    ChangeEvent change(Origin origin, long timeMillis, String service, String outcome, Map<String, String> attributes)
            throws RejectedObservationException {
        requireName("kind", kind);
        ChangeOutcome ended = outcome.isEmpty()
                ? ChangeOutcome.SUCCESS
                : ChangeOutcome.ofWord(outcome)
                        .orElseThrow(() -> new RejectedObservationException(
                                RejectReason.VALUE_OUT_OF_RANGE,
                                "outcome",
                                "a change's outcome is success or failure, not '" + ObservationRules.cut(outcome)
                                        + "'"));
        return new ChangeEvent(origin, timeMillis, service, kind, version, ended, attributes);
    }

    VitalSample vital(Origin origin, long timeMillis, String service, String route, Map<String, String> attributes)
            throws RejectedObservationException {
        requireName("name", name);
        requireValue();
        return new VitalSample(origin, timeMillis, service, name, ObservationRules.vital(value), route, attributes);
    }

    Incident incident(Origin origin, long timeMillis, String service, Map<String, String> attributes)
            throws RejectedObservationException {
        if (alert == null) {
            throw FieldValues.missing("alert");
        }
        ObservationRules.title("alert", alert);
        if (!hasDuration) {
            throw FieldValues.missing("durationMillis");
        }
        return new Incident(origin, timeMillis, service, alert, severity, durationMillis, attributes);
    }

    private void requireValue() throws RejectedObservationException {
        if (Double.isNaN(value)) {
            throw FieldValues.missing("value");
        }
    }

    private static void requireName(String field, String name) throws RejectedObservationException {
        if (name == null) {
            throw FieldValues.missing(field);
        }
        ObservationRules.name(field, name);
    }
}
