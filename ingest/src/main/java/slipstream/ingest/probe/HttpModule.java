package slipstream.ingest.probe;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import slipstream.ingest.probe.address.AddressRules;

/**
 * How a URL is asked and which answers are good.
 *
 * @param timeout the longest time from the start of name resolution to the last byte
 */
public record HttpModule(Duration timeout, HttpAsk ask, HttpChecks checks, TlsSettings tls, IpChoice addresses)
        implements ProbeModule {

    /** The name of the module that exists without being defined. */
    public static final String HTTP_2XX = "http_2xx";

    public HttpModule {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout must be above zero, is " + timeout);
        }
        Objects.requireNonNull(ask, "ask");
        Objects.requireNonNull(checks, "checks");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(addresses, "addresses");
    }

    /** The predefined {@value #HTTP_2XX}: a GET that any 2xx satisfies. */
    public static HttpModule http2xx() {
        return http2xx(DEFAULT_TIMEOUT);
    }

    static HttpModule http2xx(Duration timeout) {
        return new HttpModule(timeout, HttpAsk.GET, HttpChecks.ANY_2XX, TlsSettings.DEFAULT, IpChoice.ANY);
    }

    @Override
    public String normalized(String target) {
        return normalizedUrl(target);
    }

    /** Like blackbox_exporter, a URL without a scheme is http. */
    static String normalizedUrl(String target) {
        HttpUrl url = HttpUrl.parse(target.contains("://") ? target : "http://" + target);
        if (url == null) {
            throw new IllegalArgumentException("is not an http or https URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("must not carry user and password, because it is shown with every"
                    + " result; put them into the module's basic_auth");
        }
        return url.toString();
    }

    @Override
    public Optional<String> host(String target) {
        return Optional.of(HttpUrl.get(target).host());
    }

    @Override
    public Prober prober(AddressRules rules) {
        return new HttpProber(this, rules);
    }
}
