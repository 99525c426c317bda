package slipstream.ingest.probe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is sent to a server, apart from the URL.
 *
 * @param headers sent as they are
 * @param body for methods that carry one
 * @param authorization what the {@code Authorization} header is made of, for each request anew
 * @param followsRedirects whether the place that a redirect names is asked, up to ten times
 * @param http2 whether HTTP/2 is offered over TLS
 * @param gzip whether a compressed answer is asked for
 * @param bodyLimit an answer of more bytes fails; empty: what is read is cut at {@link HttpExchange#MAX_BODY_BYTES}
 */
public record HttpAsk(
        String method,
        Map<String, List<String>> headers,
        Optional<String> body,
        Optional<Credentials> authorization,
        boolean followsRedirects,
        boolean http2,
        boolean gzip,
        Optional<Long> bodyLimit) {
    /** A GET without anything else. */
    public static final HttpAsk GET =
            new HttpAsk("GET", Map.of(), Optional.empty(), Optional.empty(), true, true, false, Optional.empty());

    public HttpAsk {
        Objects.requireNonNull(method, "method");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(bodyLimit, "bodyLimit");
    }

    HttpAsk withMethod(String other, Optional<String> otherBody) {
        return new HttpAsk(other, headers, otherBody, authorization, followsRedirects, http2, gzip, bodyLimit);
    }

    HttpAsk withHeaders(Map<String, List<String>> other, Optional<Credentials> otherAuthorization) {
        return new HttpAsk(method, other, body, otherAuthorization, followsRedirects, http2, gzip, bodyLimit);
    }

    /** Header values and bodies may carry secrets, so neither is shown. */
    @Override
    public String toString() {
        return "HttpAsk[method=" + method + ", headers=" + headers.keySet() + ", body="
                + (body.isPresent() ? "***" : "none") + ", followsRedirects=" + followsRedirects + "]";
    }
}
