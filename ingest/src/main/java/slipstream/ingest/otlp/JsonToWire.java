package slipstream.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/**
 * An OTLP export in JSON, written again as protobuf. By the rules of OTLP: names in lower camel case, 64-bit numbers as text or as numbers, enums
 * as integers, unknown fields ignored.
 */
final class JsonToWire {
    /** Values nested in attributes are the deepest thing there is. */
    private static final int MAX_DEPTH = 64;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(1024)
                    .maxNumberLength(64)
                    .build())
            .build();

    private final byte[] payload;
    private final int from;
    private final List<int[]> items = new ArrayList<>();
    private byte[] wire = {};
    private int knownFields;
    private int ignoredFields;

    private JsonToWire(byte[] payload, int from) {
        this.payload = payload;
        this.from = from;
    }

    static JsonToWire of(OtlpSignal signal, byte[] payload, int from, int to) throws RejectedObservationException {
        JsonToWire json = new JsonToWire(payload, from);
        try (JsonParser parser = JSON.createParser(payload, from, to - from)) {
            json.readExport(parser, WireSchema.of(signal));
        } catch (JsonProcessingException e) {
            throw notOtlp(e.getOriginalMessage().lines().findFirst().orElse("")
                    + (e.getLocation() == null
                            ? ""
                            : ", at line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        } catch (IOException | IllegalArgumentException e) {
            throw notOtlp(String.valueOf(e.getMessage()));
        }
        return json;
    }

    /** The same export in protobuf. */
    byte[] wire() {
        return wire;
    }

    /** An item as it stands in the JSON. */
    byte[] item(int index) {
        int[] range = items.get(index);
        return Arrays.copyOfRange(payload, range[0], range[1]);
    }

    private void readExport(JsonParser parser, WireSchema export) throws IOException, RejectedObservationException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notOtlp("it is not an object");
        }
        wire = message(parser, export);
        if (knownFields == 0 && ignoredFields > 0) {
            throw notOtlp("it does not have the key of its signal, such as resourceSpans");
        }
        if (parser.nextToken() != null) {
            throw notOtlp("there is more after the end of the object");
        }
    }

    private byte[] message(JsonParser parser, WireSchema schema) throws IOException, RejectedObservationException {
        WireWriter out = new WireWriter();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            WireSchema.Field field = schema.field(parser.currentName());
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field == null) {
                ignoredFields++;
                parser.skipChildren();
                continue;
            }
            knownFields++;
            if (value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    write(parser, name, field, out);
                }
            } else if (value != JsonToken.VALUE_NULL) {
                write(parser, name, field, out);
            }
        }
        return out.toBytes();
    }

    private void write(JsonParser parser, String name, WireSchema.Field field, WireWriter out)
            throws IOException, RejectedObservationException {
        boolean isMessage = field.message() != null;
        if (isMessage != (parser.currentToken() == JsonToken.START_OBJECT)
                || !(isMessage || parser.currentToken().isScalarValue())) {
            throw notOtlp(name + " is " + parser.currentToken()
                    + (isMessage ? ", must be an object" : ", must be a plain value"));
        }
        int number = field.number();
        switch (field.kind()) {
            case MESSAGE -> out.range(number, message(parser, field.message()));
            case ITEM -> out.range(number, item(parser, field.message()));
            case TEXT -> out.text(number, parser.getText());
            case BASE_64 -> out.range(number, Base64.getDecoder().decode(parser.getText()));
            case BOOL -> out.varint(number, Boolean.parseBoolean(parser.getText()) ? 1 : 0);
            case DOUBLE -> out.fixed64(number, Double.doubleToRawLongBits(Double.parseDouble(parser.getText())));
            case VARINT -> out.varint(number, whole(name, parser.getText()));
            case ZIGZAG -> out.varint(number, zigzag(whole(name, parser.getText())));
            case FIXED_64 -> out.fixed64(number, whole(name, parser.getText()));
        }
    }

    private byte[] item(JsonParser parser, WireSchema schema) throws IOException, RejectedObservationException {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        int[] range = {start, start};
        items.add(range);
        byte[] item = message(parser, schema);
        range[1] = from + (int) parser.currentLocation().getByteOffset();
        return item;
    }

    /** A whole number of 64 bits, with a sign or without one. */
    private static long whole(String name, String text) throws RejectedObservationException {
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw notOtlp(name + " is no whole number of 64 bits (enums are numbers in OTLP)");
        }
    }

    private static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    private static RejectedObservationException notOtlp(String why) {
        return new RejectedObservationException(RejectReason.UNDECODABLE, "", "not OTLP in JSON: " + why);
    }
}
