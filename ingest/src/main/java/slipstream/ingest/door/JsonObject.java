package slipstream.ingest.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of an answer as one JSON object. */
public final class JsonObject {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonObject() {}

    /** Writes the members of an object. */
    public interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** The object in UTF-8. */
    public static byte[] bytes(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
