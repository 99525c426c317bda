package slipstream.ingest.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/** Fields of a line that is a JSON object. Numbers may stand in quotes; what is null is absent. */
final class JsonFields implements FieldReader {
    private final MappedLines format;

    JsonFields(MappedLines format) {
        this.format = format;
    }

    @Override
    public boolean read(byte[] line, int from, int to, boolean isFirst, String[] values)
            throws RejectedObservationException {
        try (JsonParser parser = FlatJson.FACTORY.createParser(line, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Told.unparsed("", "the line is not a JSON object");
            }
            readObject(parser, format.paths(), values);
            if (parser.nextToken() != null) {
                throw Told.unparsed("", "there is more in the line after the end of its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw Told.unparsed("", "the line is not valid JSON: " + ObservationRules.cut(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Told.unparsed(
                    "", "the line is not valid JSON: " + ObservationRules.cut(String.valueOf(e.getMessage())));
        }
        return true;
    }

    private static void readObject(JsonParser parser, MappedLines.PathNode node, String[] values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            MappedLines.PathNode below = node.find(parser.currentName());
            JsonToken value = parser.nextToken();
            if (below == null) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                readObject(parser, below, values);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                FieldReader.keep(below, parser.getText(), values);
            } else {
                parser.skipChildren();
            }
        }
    }
}
