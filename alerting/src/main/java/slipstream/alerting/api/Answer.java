package slipstream.alerting.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an endpoint answers.
 *
 * @param contentType empty when there is no body
 */
record Answer(int status, String contentType, Content content, Map<String, String> headers) {
    /** Without a body. */
    static final Answer OK = new Answer(200, "", out -> {}, Map.of());

    Answer {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(content, "content");
        headers = Map.copyOf(headers);
    }

    /** A body that is written as it is sent, so that a long list is never in memory as a whole. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** JSON that is written as it is sent. */
    static Answer json(int status, JsonText.Writer writer) {
        return new Answer(status, "application/json", out -> JsonText.write(out, writer), Map.of());
    }

    /** A value that is turned into JSON field by field. */
    static Answer json(int status, Object value) {
        byte[] content = JsonText.bytes(value);
        return new Answer(status, "application/json", out -> out.write(content), Map.of());
    }

    /** Nothing but a status. */
    static Answer empty(int status) {
        return new Answer(status, "", out -> {}, Map.of());
    }

    /** Plain text for people and scripts. */
    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    /** A page for people. */
    static Answer html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    static Answer of(int status, String contentType, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, contentType, out -> out.write(content), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new Answer(status, contentType, content, all);
    }
}
