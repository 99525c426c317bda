package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
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
            case "v" -> version = wholeNumber(name, parser);
            case "type" -> type = text(name, parser);
            case "time" -> readTime(parser);
            case "service" -> service = text(name, parser);
            case "source" -> source = text(name, parser);
            case "sequence" -> {
                sequence = wholeNumber(name, parser);
                hasSequence = true;
            }
            case "route" -> route = text(name, parser);
            case "method" -> method = text(name, parser);
            case "status" -> status = ObservationRules.status(wholeNumber(name, parser));
            case "latencyMillis" -> latencyMillis = millis(name, parser);
            case "job" -> job = text(name, parser);
            case "target" -> target = text(name, parser);
            case "location" -> location = text(name, parser);
            case "outcome" -> outcome = text(name, parser);
            case "error" -> error = text(name, parser);
            case "dnsMillis" -> dnsMillis = OptionalDouble.of(millis(name, parser));
            case "connectMillis" -> connectMillis = OptionalDouble.of(millis(name, parser));
            case "tlsMillis" -> tlsMillis = OptionalDouble.of(millis(name, parser));
            case "firstByteMillis" -> firstByteMillis = OptionalDouble.of(millis(name, parser));
            case "transferMillis" -> transferMillis = OptionalDouble.of(millis(name, parser));
            case "attributes" -> attributes = readAttributes(parser);
            default -> parser.skipChildren();
        }
    }

    /** Time first: nothing else about an observation matters when its time cannot be believed. */
    Observation toObservation(TimeBounds bounds, Origin fallback) throws RejectedObservationException {
        if (!hasTime) {
            throw missing("time");
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
        return switch (type) {
            case "request" ->
                new RequestObservation(origin, timeMillis, service, route, method, status, latencyMillis, attributes);
            case "probe" -> probe(origin);
            default ->
                throw new RejectedObservationException(
                        RejectReason.UNKNOWN_TYPE,
                        "type",
                        "type '" + ObservationRules.cut(type) + "' is not known; known are request, probe");
        };
    }

    private ProbeResult probe(Origin origin) throws RejectedObservationException {
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
                error,
                attributes);
    }

    private Origin origin(Origin fallback) throws RejectedObservationException {
        if (source == null && !hasSequence && fallback != null) {
            return fallback;
        }
        if (source == null) {
            throw missing("source");
        }
        if (!hasSequence) {
            throw missing("sequence");
        }
        if (hasControlCharacter(source)) {
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

    /** A source becomes a record's key and stands in headers and log lines. */
    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
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
            timeMillis = wholeNumber("time", parser);
        }
        hasTime = true;
    }

    private static Map<String, String> readAttributes(JsonParser parser)
            throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("attributes", "an object", parser);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!parser.nextToken().isScalarValue()) {
                throw wrongType("attributes." + ObservationRules.cut(name), "text, a number or a boolean", parser);
            }
            if (attributes.size() == ObservationRules.MAX_ATTRIBUTES) {
                throw new RejectedObservationException(
                        RejectReason.VALUE_OUT_OF_RANGE,
                        "attributes",
                        "more than " + ObservationRules.MAX_ATTRIBUTES + " attributes");
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                attributes.put(name, ObservationRules.text("attributes", parser.getText()));
            }
        }
        return attributes;
    }

    private static String text(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "text", parser);
        }
        return ObservationRules.text(field, parser.getText());
    }

    private static long wholeNumber(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "a whole number", parser);
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            RejectReason reason =
                    field.equals("time") ? RejectReason.TIMESTAMP_OUT_OF_RANGE : RejectReason.VALUE_OUT_OF_RANGE;
            throw new RejectedObservationException(
                    reason, field, field + " " + ObservationRules.cut(parser.getText()) + " is too large");
        }
        return parser.getLongValue();
    }

    private static double millis(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            throw wrongType(field, "a number", parser);
        }
        return ObservationRules.latencyMillis(field, parser.getDoubleValue());
    }

    private static void requireName(String field, String name) throws RejectedObservationException {
        if (name == null) {
            throw missing(field);
        }
        ObservationRules.name(field, name);
    }

    private static RejectedObservationException missing(String field) {
        return new RejectedObservationException(
                RejectReason.MISSING_FIELD, field, "the field " + field + " is required");
    }

    private static RejectedObservationException wrongType(String field, String wanted, JsonParser parser) {
        return new RejectedObservationException(
                RejectReason.WRONG_TYPE,
                field,
                field + " must be " + wanted + ", is " + described(parser.currentToken()));
    }

    private static String described(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> "null (leave the field out when there is no value)";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case START_OBJECT -> "an object";
            default -> "a list";
        };
    }
}
