package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the value of a field as what it must be, or says what was found instead. Nothing is coerced. */
final class FieldValues {
    private FieldValues() {}

    static String text(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "text", parser);
        }
        return ObservationRules.text(field, parser.getText());
    }

    static long wholeNumber(String field, JsonParser parser) throws IOException, RejectedObservationException {
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

    static double number(String field, JsonParser parser) throws IOException, RejectedObservationException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            throw wrongType(field, "a number", parser);
        }
        return parser.getDoubleValue();
    }

    static double millis(String field, JsonParser parser) throws IOException, RejectedObservationException {
        return ObservationRules.latencyMillis(field, number(field, parser));
    }

    static Map<String, String> attributes(JsonParser parser) throws IOException, RejectedObservationException {
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

    static RejectedObservationException missing(String field) {
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
