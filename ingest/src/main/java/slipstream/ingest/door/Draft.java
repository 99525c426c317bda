package slipstream.ingest.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;

/**
 * An observation as named fields, before anybody has looked at them. It becomes one through the codec, so that what comes in by any door
 * is held to the same rules as what is sent in the product's own JSON. Not thread-safe.
 */
public final class Draft {
    private static final JsonFactory JSON = new JsonFactory();

    /** As the log files' attributes: longer text is cut, not refused. */
    private static final int MAX_ATTRIBUTE_CHARS = 4096;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private long timeMillis;

    /** @param type the word of an observation's type, such as {@code change} */
    public Draft(String type) {
        texts.put("type", type);
    }

    public Draft at(long millis) {
        timeMillis = millis;
        return this;
    }

    /** Sets a field; nothing is set when the text is empty. */
    public Draft text(String field, String value) {
        if (!value.isEmpty()) {
            texts.put(field, value);
        }
        return this;
    }

    /** Sets a field to a number. */
    public Draft number(String field, double value) {
        numbers.put(field, value);
        return this;
    }

    /** Sets an attribute; nothing is set when the text is empty. */
    public Draft attribute(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, cut(value, MAX_ATTRIBUTE_CHARS));
        }
        return this;
    }

    /** Cuts a text without leaving half a character. */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }

    /**
     * The observation.
     *
     * @throws RejectedObservationException with the field that breaks a rule
     */
    public Observation toObservation(ObservationCodec codec, Origin origin) throws RejectedObservationException {
        byte[] json = json();
        return codec.read(json, 0, json.length, origin);
    }

    private byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("time", timeMillis);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            for (Map.Entry<String, Double> number : numbers.entrySet()) {
                json.writeFieldName(number.getKey());
                writeNumber(json, number.getValue());
            }
            json.writeObjectFieldStart("attributes");
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** A status is a whole number. */
    private static void writeNumber(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
