package slipstream.ingest.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/**
 * What the items of one resource have in common.
 *
 * @param service by its {@code service.name}, else by the settings
 * @param attributes the labels of the settings, and the attributes of the resource that are kept
 */
record Resource(String service, Map<String, String> attributes) {
    /** The name that OpenTelemetry gives a service that has none (resource semantic conventions). */
    private static final String UNKNOWN_SERVICE = "unknown_service";

    private static final int ATTRIBUTES = 1;

    static Resource of(OtlpSettings settings, Slots slots) throws RejectedObservationException {
        Map<String, String> kept = new LinkedHashMap<>(settings.attributeLabels());
        settings.keep(slots, kept);
        String named = slots.text(Convention.SERVICE_NAME);
        String fallback = settings.service().isEmpty() ? UNKNOWN_SERVICE : settings.service();
        return new Resource(named.isEmpty() ? fallback : named, kept);
    }

    /** Reads the attributes of a {@code Resource} message. */
    static void read(byte[] payload, int from, int to, Slots into) throws RejectedObservationException {
        WireReader resource = new WireReader().over(payload, from, to);
        while (resource.next()) {
            if (resource.isRange(ATTRIBUTES)) {
                into.add(resource.from(), resource.to());
            }
        }
    }

    /** The service's name, when it may be one. */
    String checkedService() throws RejectedObservationException {
        return ObservationRules.name("service.name", service);
    }
}
