package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * A request that a service answered, usually one line of an access log.
 *
 * @param route the path as it is counted, or empty when unknown
 * @param method the HTTP method, or empty when unknown
 */
public record RequestObservation(
        Origin origin,
        long timeMillis,
        String service,
        String route,
        String method,
        int status,
        double latencyMillis,
        Map<String, String> attributes)
        implements Observation {

    public RequestObservation {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(method, "method");
        attributes = WrittenAttributes.unmodifiable(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.REQUEST;
    }
}
