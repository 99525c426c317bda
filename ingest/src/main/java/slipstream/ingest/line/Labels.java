package slipstream.ingest.line;

import java.util.HashMap;
import java.util.Map;

/**
 * What a configuration puts on every observation of a source: the label {@value #SERVICE} names the service, the others become
 * attributes.
 *
 * @param service empty when each line names its own
 */
public record Labels(String service, Map<String, String> attributes) {
    /** The label that names the service. */
    public static final String SERVICE = "service";

    public Labels {
        attributes = Map.copyOf(attributes);
    }

    /** Takes the labels apart. */
    public static Labels of(Map<String, String> labels) {
        Map<String, String> rest = new HashMap<>(labels);
        String service = rest.remove(SERVICE);
        return new Labels(service == null ? "" : service, rest);
    }
}
