package slipstream.alerting.channel.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Credentials;
import slipstream.alerting.channel.Secret;

/**
 * How a channel speaks HTTP: what stands in {@code http_config}, and the time limit beside it.
 *
 * @param timeout how long one attempt may take in all, from the name server to the last byte that is read
 * @param authorization the value of the {@code Authorization} header
 * @param headers further headers of every request
 * @param http2 whether HTTP/2 is offered to receivers behind TLS
 */
public record HttpSettings(
        Duration timeout,
        Optional<Secret> authorization,
        Map<String, Secret> headers,
        TlsSettings tls,
        Optional<ProxySettings> proxy,
        boolean http2) {
    /** Long enough for a receiver that starts on demand (Standard Webhooks advises 15 to 30 s). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** What holds without {@code http_config}. */
    public static final HttpSettings DEFAULT =
            new HttpSettings(DEFAULT_TIMEOUT, Optional.empty(), Map.of(), TlsSettings.DEFAULT, Optional.empty(), true);

    public HttpSettings {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(authorization, "authorization");
        headers = Map.copyOf(new LinkedHashMap<>(headers));
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(proxy, "proxy");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the time limit is not positive");
        }
    }

    /** The same with another time limit. */
    public HttpSettings withTimeout(Duration limit) {
        return new HttpSettings(limit, authorization, headers, tls, proxy, http2);
    }

    /** A proxy that requests go through; whom it calls is for it to check. */
    public record ProxySettings(String host, int port, Optional<String> user, Optional<Secret> password) {
        public ProxySettings {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /** The value of a {@code Proxy-Authorization} header. */
        Optional<String> authorization() {
            return user.map(
                    name -> Credentials.basic(name, password.map(Secret::value).orElse("")));
        }
    }
}
