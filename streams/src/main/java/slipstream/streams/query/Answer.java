package slipstream.streams.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a resource answers. */
sealed interface Answer {
    /** Data of this moment: no cache may keep it. */
    String NO_STORE = "no-store";

    /** In a list of encodings, unless it is refused by a weight of zero. */
    Pattern GZIP = Pattern.compile("(?i)(^|[, ])gzip(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    int status();

    void send(Response response, Callback callback);

    /** The same, in an encoding that the client takes. */
    default Answer accepting(String encodings) {
        return this;
    }

    static Body json(int status, Object value) {
        return new Body(status, "application/json", NO_STORE, ByteBuffer.wrap(Json.write(value)), Map.of());
    }

    /**
     * A body that is complete.
     *
     * @param content never read from directly, so that one answer can be sent many times
     */
    record Body(int status, String contentType, String cacheControl, ByteBuffer content, Map<String, String> headers)
            implements Answer {
        /** Shorter ones would hardly be sent sooner. */
        private static final int WORTH_COMPRESSING_BYTES = 4_096;

        public Body {
            headers = Map.copyOf(headers);
        }

        @Override
        public Body accepting(String encodings) {
            if (content.remaining() < WORTH_COMPRESSING_BYTES
                    || !GZIP.matcher(encodings).find()) {
                return this;
            }
            Map<String, String> encoded = Map.of("Content-Encoding", "gzip", "Vary", "Accept-Encoding");
            return new Body(status, contentType, cacheControl, gzipped(content.duplicate()), headers).with(encoded);
        }

        private static ByteBuffer gzipped(ByteBuffer content) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.remaining() / 4);
            try (GZIPOutputStream gzip = new Fast(out)) {
                gzip.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ByteBuffer.wrap(out.toByteArray());
        }

        Body with(Map<String, String> more) {
            Map<String, String> all = new TreeMap<>(headers);
            all.putAll(more);
            return new Body(status, contentType, cacheControl, content, all);
        }

        @Override
        public void send(Response response, Callback callback) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, cacheControl);
            headers.forEach(response.getHeaders()::put);
            response.write(true, content.duplicate(), callback);
        }
    }

    /** What is new each second is better sent soon than small. */
    final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** A body that goes on for as long as the client listens. */
    record Stream(ChangeFeed feed) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public void send(Response response, Callback callback) {
            response.setStatus(status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, NO_STORE);
            feed.join(response, callback);
        }
    }
}
