package slipstream.streams.query;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a resource answers. */
sealed interface Answer {
    /** Data of this moment: no cache may keep it. */
    String NO_STORE = "no-store";

    int status();

    void send(Response response, Callback callback);

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
        public Body {
            headers = Map.copyOf(headers);
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
