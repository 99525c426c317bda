package slipstream.ingest.probe;

import java.util.Map;
import java.util.Objects;

/**
 * One address that is probed.
 *
 * @param address a URL without user and password, or host:port, in the normal form of its module
 * @param service the service that the results are counted for
 * @param attributes the other labels of the target, copied onto each result
 */
public record ProbeTarget(String address, String service, Map<String, String> attributes) {
    public ProbeTarget {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(service, "service");
        attributes = Map.copyOf(attributes);
    }
}
