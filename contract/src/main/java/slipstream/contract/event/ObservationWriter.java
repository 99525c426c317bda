package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Writes one observation as a JSON object. What is absent or empty is left out, so that one observation has one form. */
final class ObservationWriter {
    /** Beyond it a double no longer holds every whole number, and is better written with an exponent. */
    private static final double WHOLE_BELOW = 1e15;

    private ObservationWriter() {}

    static void write(JsonGenerator json, Observation observation) throws IOException {
        json.writeStartObject();
        json.writeNumberField("v", ObservationCodec.VERSION);
        json.writeStringField("type", observation.type().word());
        json.writeNumberField("time", observation.timeMillis());
        json.writeStringField("service", observation.service());
        json.writeStringField("source", observation.origin().source());
        json.writeNumberField("sequence", observation.origin().sequence());
        switch (observation.type()) {
            case REQUEST -> writeRequest(json, (RequestObservation) observation);
            case PROBE -> writeProbe(json, (ProbeResult) observation);
            case SAMPLE -> writeSample(json, (ResourceSample) observation);
            case LOG -> writeLog(json, (LogRecord) observation);
            case CHANGE -> writeChange(json, (ChangeEvent) observation);
            case VITAL -> writeVital(json, (VitalSample) observation);
            case INCIDENT -> writeIncident(json, (Incident) observation);
        }
        if (observation.status() != Observation.NO_STATUS) {
            json.writeNumberField("status", observation.status());
        }
        writeUnlessAbsent(json, "latencyMillis", observation.latencyMillis());
        writeAttributes(json, observation.attributes());
        json.writeEndObject();
    }

    private static void writeRequest(JsonGenerator json, RequestObservation request) throws IOException {
        writeUnlessEmpty(json, "route", request.route());
        writeUnlessEmpty(json, "method", request.method());
    }

    private static void writeProbe(JsonGenerator json, ProbeResult probe) throws IOException {
        json.writeStringField("job", probe.job());
        json.writeStringField("target", probe.target());
        json.writeStringField("location", probe.location());
        json.writeStringField("outcome", probe.outcome().word());
        writeUnlessEmpty(json, "error", probe.error());
        writeIfPresent(json, "dnsMillis", probe.phases().dnsMillis());
        writeIfPresent(json, "connectMillis", probe.phases().connectMillis());
        writeIfPresent(json, "tlsMillis", probe.phases().tlsMillis());
        writeIfPresent(json, "firstByteMillis", probe.phases().firstByteMillis());
        writeIfPresent(json, "transferMillis", probe.phases().transferMillis());
        writeIfPresent(json, "certificateDaysLeft", probe.certificateDaysLeft());
    }

    private static void writeSample(JsonGenerator json, ResourceSample sample) throws IOException {
        json.writeStringField("resource", sample.resource());
        writeUnlessAbsent(json, "value", sample.value());
        writeUnlessAbsent(json, "limit", sample.limit());
    }

    private static void writeLog(JsonGenerator json, LogRecord line) throws IOException {
        writeUnlessEmpty(json, "level", line.level());
        writeUnlessEmpty(json, "pattern", line.pattern());
        writeUnlessEmpty(json, "message", line.message());
    }

    private static void writeChange(JsonGenerator json, ChangeEvent change) throws IOException {
        json.writeStringField("kind", change.kind());
        writeUnlessEmpty(json, "version", change.version());
        json.writeStringField("outcome", change.outcome().word());
    }

    private static void writeVital(JsonGenerator json, VitalSample vital) throws IOException {
        json.writeStringField("name", vital.name());
        writeUnlessAbsent(json, "value", vital.value());
        writeUnlessEmpty(json, "route", vital.route());
    }

    private static void writeIncident(JsonGenerator json, Incident incident) throws IOException {
        json.writeStringField("alert", incident.alert());
        writeUnlessEmpty(json, "severity", incident.severity());
        json.writeNumberField("durationMillis", incident.durationMillis());
    }

    private static void writeAttributes(JsonGenerator json, Map<String, String> attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("attributes");
        // Sorted, so that one observation has one form: an unmodifiable map's own order changes from run to run.
        for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void writeUnlessEmpty(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static void writeIfPresent(JsonGenerator json, String name, OptionalDouble number) throws IOException {
        if (number.isPresent()) {
            writeUnlessAbsent(json, name, number.getAsDouble());
        }
    }

    private static void writeUnlessAbsent(JsonGenerator json, String name, double number) throws IOException {
        if (Double.isNaN(number)) {
            return;
        }
        if (number == Math.rint(number) && Math.abs(number) < WHOLE_BELOW) {
            json.writeNumberField(name, (long) number);
        } else {
            json.writeNumberField(name, number);
        }
    }
}
