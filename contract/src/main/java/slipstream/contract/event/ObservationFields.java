package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields of one observation while they are read from JSON, and the checks that turn them into an {@link Observation}. */
final class ObservationFields {
    private long version = ObservationCodec.VERSION;
    private String type = "request";
    private boolean hasTime;
    private long timeMillis;
    private String service;
    private String source;
    private boolean hasSequence;
    private long sequence;
    private String route = "";
    private String method = "";
    private int status = Observation.NO_STATUS;
    private double latencyMillis = Observation.NO_LATENCY;
    private String job = "";
    private String target = "";
    private String location = "";
    private String outcome = "";
    private String error = "";
    private OptionalDouble dnsMillis = OptionalDouble.empty();
    private OptionalDouble connectMillis = OptionalDouble.empty();
    private OptionalDouble tlsMillis = OptionalDouble.empty();
    private OptionalDouble firstByteMillis = OptionalDouble.empty();
    private OptionalDouble transferMillis = OptionalDouble.empty();
    private Map<String, String> attributes = Map.of();

    /** Made by the first field that neither a request nor a probe has had from the beginning, because most have none. */
    private KindFields ofKind;

    void readFrom(JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw ObservationCodec.undecodable("an object was expected");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            readField(name, parser);
        }
    }

    private void readField(String name, JsonParser parser) throws IOException, RejectedObservationException {
        switch (name) {
            case "v" -> version = FieldValues.wholeNumber(name, parser);
            case "type" -> type = FieldValues.text(name, parser);
            case "time" -> readTime(parser);
            case "service" -> service = FieldValues.text(name, parser);
            case "source" -> source = FieldValues.text(name, parser);
            case "sequence" -> {
                sequence = FieldValues.wholeNumber(name, parser);
                hasSequence = true;
            }
            case "route" -> route = FieldValues.text(name, parser);
            case "method" -> method = FieldValues.text(name, parser);
            case "status" -> status = ObservationRules.status(FieldValues.wholeNumber(name, parser));
            case "latencyMillis" -> latencyMillis = FieldValues.millis(name, parser);
            case "job" -> job = FieldValues.text(name, parser);
            case "target" -> target = FieldValues.text(name, parser);
            case "location" -> location = FieldValues.text(name, parser);
            case "outcome" -> outcome = FieldValues.text(name, parser);
            case "error" -> error = FieldValues.text(name, parser);
            case "dnsMillis" -> dnsMillis = OptionalDouble.of(FieldValues.millis(name, parser));
            case "connectMillis" -> connectMillis = OptionalDouble.of(FieldValues.millis(name, parser));
            case "tlsMillis" -> tlsMillis = OptionalDouble.of(FieldValues.millis(name, parser));
            case "firstByteMillis" -> firstByteMillis = OptionalDouble.of(FieldValues.millis(name, parser));
            case "transferMillis" -> transferMillis = OptionalDouble.of(FieldValues.millis(name, parser));
            case "attributes" -> attributes = FieldValues.attributes(parser);
            default -> {
                if (ofKind == null) {
                    ofKind = new KindFields();
                }
                ofKind.read(name, parser);
            }
        }
    }

    /** Time first: nothing else about an observation matters when its time cannot be believed. */
    Observation toObservation(TimeBounds bounds, Origin fallback) throws RejectedObservationException {
        if (!hasTime) {
            throw FieldValues.missing("time");
        }
        bounds.check(timeMillis);
        if (version != ObservationCodec.VERSION) {
            throw new RejectedObservationException(
                    RejectReason.UNKNOWN_VERSION,
                    "v",
                    "version " + version + " is not known, this release reads version " + ObservationCodec.VERSION);
        }
        requireName("service", service);
        Origin origin = origin(fallback);
        Optional<ObservationType> known = ObservationType.ofWord(type);
        if (known.isEmpty()) {
            throw new RejectedObservationException(
                    RejectReason.UNKNOWN_TYPE,
                    "type",
                    "type '" + ObservationRules.cut(type) + "' is not known; known are "
                            + String.join(", ", ObservationType.words()));
        }
        KindFields fields = KindFields.orNone(ofKind);
        fields.check(known.get());
        return switch (known.get()) {
            case REQUEST ->
                new RequestObservation(origin, timeMillis, service, route, method, status, latencyMillis, attributes);
            case PROBE -> probe(origin, fields.certificateDaysLeft());
            case SAMPLE -> fields.sample(origin, timeMillis, service, attributes);
            case LOG -> fields.log(origin, timeMillis, service, attributes);
            case CHANGE -> fields.change(origin, timeMillis, service, outcome, attributes);
            case VITAL -> fields.vital(origin, timeMillis, service, route, attributes);
            case INCIDENT -> fields.incident(origin, timeMillis, service, attributes);
        };
    }

    private ProbeResult probe(Origin origin, OptionalDouble certificateDaysLeft) throws RejectedObservationException {
        ProbeOutcome probeOutcome = ProbeOutcome.ofWord(outcome)
                .orElseThrow(() -> new RejectedObservationException(
                        outcome.isEmpty() ? RejectReason.MISSING_FIELD : RejectReason.VALUE_OUT_OF_RANGE,
                        "outcome",
                        "a probe's outcome is success, failure, missed or unknown, not '"
                                + ObservationRules.cut(outcome) + "'"));
        return new ProbeResult(
                origin,
                timeMillis,
                service,
                job,
                target,
                location,
                probeOutcome,
                status,
                latencyMillis,
                new ProbePhases(dnsMillis, connectMillis, tlsMillis, firstByteMillis, transferMillis),
                certificateDaysLeft,
                error,
                attributes);
    }

    private Origin origin(Origin fallback) throws RejectedObservationException {
        if (source == null && !hasSequence && fallback != null) {
            return fallback;
        }
        if (source == null) {
            throw FieldValues.missing("source");
        }
        if (!hasSequence) {
            throw FieldValues.missing("sequence");
        }
        // A source becomes a record's key and stands in headers and log lines.
        if (ObservationRules.hasControlCharacter(source)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    "source",
                    "source '" + ObservationRules.cut(source) + "' must not have control characters");
        }
        try {
            return new Origin(source, sequence);
        } catch (IllegalArgumentException e) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, sequence < 1 ? "sequence" : "source", e.getMessage());
        }
    }

    private void readTime(JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                timeMillis = OffsetDateTime.parse(parser.getText()).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new RejectedObservationException(
                        RejectReason.TIMESTAMP_OUT_OF_RANGE,
                        "time",
                        "time '" + ObservationRules.cut(parser.getText())
                                + "' is neither milliseconds since the epoch nor like 2026-01-31T12:00:00.000Z");
            }
        } else {
            timeMillis = FieldValues.wholeNumber("time", parser);
        }
        hasTime = true;
    }

    private static void requireName(String field, String name) throws RejectedObservationException {
        if (name == null) {
            throw FieldValues.missing(field);
        }
        ObservationRules.name(field, name);
    }
}
