package slipstream.ingest.line;

import java.util.List;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/** Caddy's JSON log: lines that have a request are requests, the others are records of the log. A prefix as Docker Compose writes it is passed over. */
final class CaddyReader implements TextReader {
    static final List<String> ATTRIBUTES = List.of("remote_addr", "host", "http_user_agent", "logger");

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        int begin = line.indexOf('{');
        if (begin < 0) {
            throw Told.unparsed("", "the line is not a JSON object");
        }
        FlatJson json = FlatJson.read(line.substring(begin));
        long timeMillis = told.timeOf("ts", json.text("ts"));
        told.attributeIfAsked("logger", json.text("logger"));
        if (!json.has("request.uri") || !json.has("status")) {
            told.log(timeMillis, LogLevel.upper(json.text("level")), json.text("msg"));
            return;
        }
        told.attributeIfAsked(
                "remote_addr", json.text("request.client_ip", "request.remote_ip", "request.remote_addr"));
        told.attributeIfAsked("host", json.text("request.host"));
        String duration = json.text("duration");
        told.request(
                timeMillis,
                json.text("request.uri"),
                json.text("request.method"),
                Told.status("status", json.text("status")),
                duration.isEmpty() ? Observation.NO_LATENCY : Told.number("duration", duration) * 1000);
    }
}
