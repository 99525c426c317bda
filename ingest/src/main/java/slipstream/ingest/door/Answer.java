package slipstream.ingest.door;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP answer that is ready to be written.
 */
public final class Answer {
    private final int status;
    private final String code;
    private final Map<String, String> headers;
    private final String contentType;
    private final byte[] body;

    /**
     * @param contentType empty when there is no body
     * @param body is not copied
     */
    public Answer(int status, String code, Map<String, String> headers, String contentType, byte[] body) {
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
        this.contentType = contentType;
        this.body = body;
    }

    private static Answer json(int status, String code, Map<String, String> headers, JsonObject.Members members) {
        return new Answer(status, code, headers, MediaType.JSON, JsonObject.bytes(members));
    }

    /** Nothing is to be said but that all is well: 204. */
    public static Answer empty() {
        return new Answer(204, "ok", Map.of(), "", new byte[0]);
    }

    public static Answer of(Receipt receipt) {
        return json(receipt.status(), code(receipt), Map.of(), json -> {
            json.writeNumberField("received", receipt.received());
            json.writeNumberField("accepted", receipt.accepted());
            json.writeNumberField("dropped", receipt.dropped());
            json.writeNumberField("dead", receipt.dead());
            if (!receipt.errors().isEmpty()) {
                writeErrors(json, receipt);
            }
        });
    }

    /** The word that the answer to a body that was read is counted under. */
    public static String code(Receipt receipt) {
        return switch (receipt.status()) {
            case 200 -> "ok";
            case 207 -> "some_bad";
            default -> "all_bad";
        };
    }

    public static Answer of(Refusal refusal) {
        return json(refusal.status(), refusal.code(), refusal.headers(), json -> {
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
        });
    }

    /** The same with a further header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, code, more, contentType, body);
    }

    public int status() {
        return status;
    }

    /** The word it is counted under. */
    public String code() {
        return code;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Empty when there is no body. */
    public String contentType() {
        return contentType;
    }

    public ByteBuffer bytes() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
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
}
