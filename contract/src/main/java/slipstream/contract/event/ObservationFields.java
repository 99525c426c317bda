package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The fields of one observation while they are read from JSON, and the checks that turn them into an {@link Observation}. */
final class ObservationFields {
    /** Names are used as labels, keys and file names later on, so nothing that needs escaping anywhere. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    private static final int MAX_ATTRIBUTES = 64;

    /** A day; no request is measured for longer. */
    private static final double MAX_LATENCY_MILLIS = 86_400_000d;

    private int version = ObservationCodec.VERSION;
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
            case "v" -> version = (int) wholeNumber(name, parser);
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
            case "status" -> status = statusOf(wholeNumber(name, parser));
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
                        "type '" + cut(type) + "' is not known; known are request, probe");
        };
    }

    private ProbeResult probe(Origin origin) throws RejectedObservationException {
        ProbeOutcome probeOutcome = ProbeOutcome.ofWord(outcome)
                .orElseThrow(() -> new RejectedObservationException(
                        outcome.isEmpty() ? RejectReason.MISSING_FIELD : RejectReason.VALUE_OUT_OF_RANGE,
                        "outcome",
                        "a probe's outcome is success, failure, missed or unknown, not '" + cut(outcome) + "'"));
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
                        "time '" + cut(parser.getText())
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
            if (!ObservationCodec.isScalar(parser.nextToken())) {
                throw wrongType("attributes." + cut(name), "text, a number or a boolean", parser);
            }
            if (attributes.size() == MAX_ATTRIBUTES) {
                throw new RejectedObservationException(
                        RejectReason.VALUE_OUT_OF_RANGE, "attributes", "more than " + MAX_ATTRIBUTES + " attributes");
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                attributes.put(name, parser.getText());
            }
        }
        return attributes;
    }

    private static String text(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "text", parser);
        }
        return parser.getText();
    }

    private static long wholeNumber(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "a whole number", parser);
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            RejectReason reason =
                    field.equals("time") ? RejectReason.TIMESTAMP_OUT_OF_RANGE : RejectReason.VALUE_OUT_OF_RANGE;
            throw new RejectedObservationException(
                    reason, field, field + " " + cut(parser.getText()) + " is too large");
        }
        return parser.getLongValue();
    }

    private static double millis(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            throw wrongType(field, "a number", parser);
        }
        double value = parser.getDoubleValue();
        if (!(value >= 0 && value <= MAX_LATENCY_MILLIS)) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE,
                    field,
                    field + " " + cut(parser.getText()) + " is outside 0 to " + (long) MAX_LATENCY_MILLIS);
        }
        return value;
    }

    private static int statusOf(long status) throws RejectedObservationException {
        if (status < 100 || status > 599) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, "status", "status " + status + " is outside 100 to 599");
        }
        return (int) status;
    }

    private static void requireName(String field, String name) throws RejectedObservationException {
        if (name == null) {
            throw missing(field);
        }
        if (!NAME.matcher(name).matches() || name.startsWith("__")) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    field,
                    field + " '" + cut(name) + "' must have 1 to 128 of A-Z a-z 0-9 . _ : / - and not begin with __");
        }
    }

    private static RejectedObservationException missing(String field) {
        return new RejectedObservationException(
                RejectReason.MISSING_FIELD, field, "the field " + field + " is required");
    }

    private static RejectedObservationException wrongType(String field, String wanted, JsonParser parser) {
        return new RejectedObservationException(
                RejectReason.WRONG_TYPE, field, field + " must be " + wanted + ", is " + parser.currentToken());
    }

    /** What is echoed in messages is short and has no control characters. */
    private static String cut(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 64 ? printable : printable.substring(0, 64) + "…";
    }
}
