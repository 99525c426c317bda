package slipstream.alerting.api;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/**
 * Headers on every answer, also on refusals (OWASP ASVS 5.0, 3.4): a page runs nothing and sends its form here alone, nobody
 * may frame it, no browser guesses a type, no cache keeps it. There are no CORS headers.
 */
final class SecurityHeaders {
    // The referrer stays with us, but it must not be suppressed altogether: a browser would call the origin of our own
    // form "null".
    private static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static void put(HttpFields.Mutable headers) {
        ALL.forEach(headers::put);
    }
}
