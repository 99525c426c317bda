package slipstream.ingest.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP answer that is ready to be written.
 *
 * @param code the word it is counted under
 */
record Answer(int status, String code, Map<String, String> headers, String json) {
    private static final JsonFactory JSON = new JsonFactory();

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer of(Receipt receipt) {
        String code = switch (receipt.status()) {
            case 200 -> "ok";
            case 207 -> "some_bad";
            default -> "all_bad";
        };
        return new Answer(receipt.status(), code, Map.of(), json(json -> {
            json.writeNumberField("received", receipt.received());
            json.writeNumberField("accepted", receipt.accepted());
            json.writeNumberField("dropped", receipt.dropped());
            json.writeNumberField("dead", receipt.dead());
            if (!receipt.errors().isEmpty()) {
                writeErrors(json, receipt);
            }
        }));
    }

    static Answer of(Refusal refusal) {
        return new Answer(refusal.status(), refusal.code(), refusal.headers(), json(json -> {
            json.writeObjectFieldStart("error");
            json.writeStringField("code", refusal.code());
            json.writeStringField("message", refusal.message());
            if (refusal.field().isPresent()) {
                json.writeStringField("field", refusal.field().get());
            }
            if (refusal.limit().isPresent()) {
                json.writeNumberField("limit", refusal.limit().getAsLong());
            }
            if (refusal.got().isPresent()) {
                json.writeNumberField("got", refusal.got().getAsLong());
            }
            json.writeEndObject();
        }));
    }

    ByteBuffer bytes() {
        return StandardCharsets.UTF_8.encode(json);
    }

    private static void writeErrors(JsonGenerator json, Receipt receipt) throws IOException {
        json.writeArrayFieldStart("errors");
        for (Receipt.ItemError error : receipt.errors()) {
            json.writeStartObject();
            json.writeNumberField("index", error.index());
            json.writeStringField("code", error.code());
            if (!error.field().isEmpty()) {
                json.writeStringField("field", error.field());
            }
            json.writeStringField("message", error.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String json(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
