package slipstream.streams.query;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/**
 * Headers on every answer, also on refusals (OWASP ASVS 5.0, 3.4): the page runs only what this server serves, nobody may
 * frame it, and no browser guesses a type. There are no CORS headers: no other site's script may read the API.
 */
final class SecurityHeaders {
    static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private SecurityHeaders() {}

    static void put(HttpFields.Mutable headers) {
        ALL.forEach(headers::put);
    }
}
