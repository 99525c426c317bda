package slipstream.ingest.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/** A JSON object as text by dotted path; lists and nulls are left out. */
final class FlatJson {
    /** Shared by all that read JSON from lines: hostile depth and numbers are refused. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxNameLength(1024)
                    .build())
            .build();

    private final Map<String, String> values = new LinkedHashMap<>();

    private FlatJson() {}

    /** Reads a line that is one JSON object. */
    static FlatJson read(String line) throws RejectedObservationException {
        FlatJson json = new FlatJson();
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Told.unparsed("", "the line is not a JSON object");
            }
            json.readObject(parser, "");
            if (parser.nextToken() != null) {
                throw Told.unparsed("", "there is more in the line after the end of its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw Told.unparsed("", "the line is not valid JSON: " + ObservationRules.cut(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Told.unparsed(
                    "", "the line is not valid JSON: " + ObservationRules.cut(String.valueOf(e.getMessage())));
        }
        return json;
    }

    private void readObject(JsonParser parser, String path) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                readObject(parser, key + ".");
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                values.put(key, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    /** The first of some paths that has a value; empty when none has. */
    String text(String... paths) {
        for (String path : paths) {
            String value = values.get(path);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
