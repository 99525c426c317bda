package slipstream.ingest.probe;

import java.util.Map;
import java.util.Objects;

/**
 * One address that is probed.
 *
 * @param url an http or https URL without user and password
 * @param service the service that the results are counted for
 * @param attributes the other labels of the target, copied onto each result
 */
public record ProbeTarget(String url, String service, Map<String, String> attributes) {
    public ProbeTarget {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(service, "service");
        attributes = Map.copyOf(attributes);
    }
}
