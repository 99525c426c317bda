package slipstream.ingest.door;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The web sites whose pages may send here, as a browser names them in {@code Origin}.
 *
 * @param allowed such as {@code https://shop.example}; an origin has no path and no slash at its end
 */
public record WebOrigins(Set<String> allowed) {
    /** How long a browser may remember the answer, in seconds: a day. */
    private static final String MAX_AGE_SECONDS = "86400";

    public WebOrigins {
        allowed = Set.copyOf(allowed);
    }

    /** Refuses a page of another site, and what is no page: a browser names the origin with every POST. */
    public Optional<Refusal> refuse(RequestHead head) {
        if (head.header("origin").filter(allowed::contains).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(403, "origin_not_allowed", "only pages of the configured origins may send here")
                .at("Origin"));
    }

    /** What the browser of an allowed page has to be told, so that the page's script may send and see the answer. */
    public Map<String, String> headers(RequestHead head) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Vary", "Origin");
        head.header("origin").filter(allowed::contains).ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Methods", "POST");
            headers.put("Access-Control-Allow-Headers", "Content-Type, Content-Encoding");
            headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        });
        return headers;
    }
}
