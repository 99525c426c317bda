package slipstream.ingest.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/**
 * An object of somebody else's JSON with every value under its path: {@code head_commit.id}, {@code commits.0.message}. What is null is
 * absent. Values are kept as they were written, so a number keeps its digits.
 *
 * @param values path to text, number or boolean
 */
public record FlatObject(Map<String, String> values) {
    /** More is not looked at: the rest of an event that has more is of no use to anybody who counts. */
    private static final int MAX_VALUES = 2000;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .build())
            .build();

    public FlatObject {
        values = Map.copyOf(values);
    }

    /** @throws RejectedObservationException when the bytes are not one JSON object in UTF-8 */
    public static FlatObject read(byte[] bytes, int offset, int length) throws RejectedObservationException {
        if (!StrictUtf8.isText(bytes, offset, length)) {
            throw undecodable("the item is not text in UTF-8");
        }
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw undecodable("an object was expected");
            }
            readObject(parser, "", values);
            if (parser.nextToken() != null) {
                throw undecodable("there is more after the end of the object");
            }
        } catch (IOException e) {
            throw undecodable("the item is not valid JSON");
        }
        return new FlatObject(values);
    }

    private static void readObject(JsonParser parser, String path, Map<String, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = path + parser.currentName();
            parser.nextToken();
            readValue(parser, name, values);
        }
    }

    private static void readValue(JsonParser parser, String path, Map<String, String> values) throws IOException {
        JsonToken token = parser.currentToken();
        if (values.size() >= MAX_VALUES) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            readObject(parser, path + ".", values);
        } else if (token == JsonToken.START_ARRAY) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readValue(parser, path + "." + index++, values);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            values.put(path, parser.getText());
        }
    }

    /** The first of the names that has a value that is not empty. */
    public Optional<String> first(List<String> names) {
        return names.stream()
                .map(values::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
    }

    /** The value of a path, or empty. */
    public String text(String path) {
        return values.getOrDefault(path, "");
    }

    private static RejectedObservationException undecodable(String message) {
        return new RejectedObservationException(RejectReason.UNDECODABLE, "", message);
    }
}
