package slipstream.ingest.line;

import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/** Cloudflare's HTTP requests (Logpush): an object to a line, times in RFC 3339 or since the epoch. The latency is from the edge's start to its end. */
final class CloudflareReader implements TextReader {
    /** What can be kept, and where it stands. */
    static final Map<String, String> ATTRIBUTES = new LinkedHashMap<>(Map.of(
            "remote_addr", "ClientIP",
            "host", "ClientRequestHost",
            "http_user_agent", "ClientRequestUserAgent",
            "country", "ClientCountry",
            "cache", "CacheCacheStatus",
            "colo", "EdgeColoCode",
            "waf_action", "WAFAction",
            "ray", "RayID"));

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int NANOS_DIGITS = 19;

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        FlatJson json = FlatJson.read(line);
        String start = json.text("EdgeStartTimestamp", "Datetime");
        for (Map.Entry<String, String> attribute : ATTRIBUTES.entrySet()) {
            told.attributeIfAsked(attribute.getKey(), json.text(attribute.getValue()));
        }
        String end = json.text("EdgeEndTimestamp");
        told.request(
                told.timeOf("EdgeStartTimestamp", start),
                json.text("ClientRequestURI", "ClientRequestPath"),
                json.text("ClientRequestMethod"),
                Told.status("EdgeResponseStatus", json.text("EdgeResponseStatus")),
                end.isEmpty() ? Observation.NO_LATENCY : between(start, end, told));
    }

    private static double between(String start, String end, Told told) throws RejectedObservationException {
        if (start.length() == NANOS_DIGITS && end.length() == NANOS_DIGITS && !start.contains("-")) {
            return (Long.parseLong(end) - Long.parseLong(start)) / NANOS_PER_MILLI;
        }
        return (double) (told.timeOf("EdgeEndTimestamp", end) - told.timeOf("EdgeStartTimestamp", start));
    }
}
