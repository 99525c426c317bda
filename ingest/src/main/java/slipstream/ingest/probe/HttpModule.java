package slipstream.ingest.probe;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a target is asked and which answers are good; called a module because blackbox_exporter calls it so.
 *
 * @param timeout the longest time from the start of name resolution to the last byte
 * @param validStatuses the statuses that are good; empty for every 2xx
 * @param ipProtocol the address family that is tried first, or empty for the order of the resolver
 */
public record HttpModule(
        Duration timeout,
        String method,
        Set<Integer> validStatuses,
        Map<String, String> headers,
        Optional<String> body,
        Optional<IpProtocol> ipProtocol) {

    /** The name of the module that exists without being defined. */
    public static final String HTTP_2XX = "http_2xx";

    /** Ten seconds, the timeout that Prometheus gives a scrape and so, by default, a blackbox probe. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** An address family, in blackbox_exporter's words. */
    public enum IpProtocol {
        IP4,
        IP6
    }

    public HttpModule {
        Objects.requireNonNull(method, "method");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout must be above zero, is " + timeout);
        }
        validStatuses = Set.copyOf(validStatuses);
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(ipProtocol, "ipProtocol");
    }

    /** The predefined {@value #HTTP_2XX}: a GET that any 2xx satisfies. */
    public static HttpModule http2xx() {
        return new HttpModule(DEFAULT_TIMEOUT, "GET", Set.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    boolean accepts(int status) {
        return validStatuses.isEmpty() ? status >= 200 && status <= 299 : validStatuses.contains(status);
    }

    /** Header values and bodies may carry secrets, so neither is shown. */
    @Override
    public String toString() {
        return "HttpModule[timeout=" + timeout + ", method=" + method + ", validStatuses=" + validStatuses
                + ", headers=" + headers.keySet() + ", body=" + (body.isPresent() ? "***" : "none") + ", ipProtocol="
                + ipProtocol + "]";
    }
}
