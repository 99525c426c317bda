package slipstream.streams.classify;

import java.util.List;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.Incident;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.VitalSample;
import slipstream.streams.slice.Cause;

/**
 * Takes from a bad event what it may have in common with others: what was done, and where. Asked of bad events only.
 * The last answer is remembered, since an event is usually bad for several objectives. Mutable, not thread-safe.
 */
final class Causes {
    /** Where something happened, the widest first: the first of them that an event has is told. Names in use at clouds and in OpenTelemetry. */
    private static final List<String> PLACES =
            List.of("region", "cloud.region", "zone", "instance", "service.instance.id", "host", "host.name", "pod");

    private Observation last;
    private String cause;

    String of(Observation observation) {
        if (last != observation) {
            cause = taken(observation);
            last = observation;
        }
        return cause;
    }

    private static String taken(Observation observation) {
        Cause cause = new Cause();
        if (observation instanceof RequestObservation request) {
            cause.with("method", request.method()).with("route", request.route());
        } else if (observation instanceof ProbeResult probe) {
            cause.with("target", probe.target())
                    .with("outcome", probe.outcome().word())
                    .with("location", probe.location());
        } else if (observation instanceof LogRecord log) {
            cause.with("level", log.level()).with("pattern", log.pattern());
        } else if (observation instanceof VitalSample vital) {
            cause.with("name", vital.name()).with("route", vital.route());
        } else if (observation instanceof ResourceSample sample) {
            cause.with("resource", sample.resource());
        } else if (observation instanceof ChangeEvent change) {
            cause.with("kind", change.kind()).with("version", change.version());
        } else if (observation instanceof Incident incident) {
            cause.with("alert", incident.alert());
        }
        return withPlace(cause, observation).text();
    }

    private static Cause withPlace(Cause cause, Observation observation) {
        if (observation.attributes().isEmpty()) {
            return cause;
        }
        for (String place : PLACES) {
            String value = observation.attributes().get(place);
            if (value != null) {
                return cause.with(place, value);
            }
        }
        return cause;
    }
}
