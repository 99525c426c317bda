package slipstream.app.rows;

import java.util.Map;
import java.util.OptionalDouble;
import slipstream.app.rows.PackRun.Shape;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Incident;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.VitalSample;

/** Observations of one service, as its sources would send them. */
record Shapes(String service) {
    Shape probe(String job, ProbeOutcome outcome, double latencyMillis) {
        return probe(
                job, "https://" + service + ".example/" + job, "here", outcome, latencyMillis, OptionalDouble.empty());
    }

    Shape probeFrom(String location, String job, ProbeOutcome outcome) {
        return probe(job, "https://" + service + ".example/" + job, location, outcome, 100, OptionalDouble.empty());
    }

    Shape certificate(String job, String target, double daysLeft) {
        return probe(job, target, "here", ProbeOutcome.SUCCESS, 100, OptionalDouble.of(daysLeft));
    }

    private Shape probe(
            String job,
            String target,
            String location,
            ProbeOutcome outcome,
            double latencyMillis,
            OptionalDouble daysLeft) {
        int status = outcome == ProbeOutcome.SUCCESS ? 200 : Observation.NO_STATUS;
        return (origin, time) -> new ProbeResult(
                origin,
                time,
                service,
                job,
                target,
                location,
                outcome,
                status,
                latencyMillis,
                ProbePhases.NONE,
                daysLeft,
                outcome == ProbeOutcome.SUCCESS ? "" : "no answer",
                Map.of());
    }

    Shape request(int status, double latencyMillis) {
        return request("/", status, latencyMillis, Map.of());
    }

    Shape request(String route, int status, double latencyMillis, Map<String, String> attributes) {
        return (origin, time) ->
                new RequestObservation(origin, time, service, route, "GET", status, latencyMillis, attributes);
    }

    Shape invocation(String function, int status, double latencyMillis) {
        return request("/" + function, status, latencyMillis, Map.of("function", function));
    }

    Shape sample(String resource, double value, double limit) {
        return sample(resource, value, limit, Map.of());
    }

    Shape sample(String resource, double value, double limit, Map<String, String> attributes) {
        return (origin, time) -> new ResourceSample(origin, time, service, resource, value, limit, attributes);
    }

    Shape line(String pattern) {
        return (origin, time) ->
                new LogRecord(origin, time, service, "INFO", pattern, "a line with " + pattern, Map.of());
    }

    Shape vital(String name, double value) {
        return (origin, time) -> new VitalSample(origin, time, service, name, value, "/", Map.of());
    }

    Shape change(String kind, ChangeOutcome outcome) {
        return (origin, time) -> new ChangeEvent(origin, time, service, kind, "", outcome, Map.of());
    }

    Shape incident(String severity, long minutes) {
        return (origin, time) ->
                new Incident(origin, time, service, "some-alert", severity, minutes * 60_000, Map.of());
    }
}
