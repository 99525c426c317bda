package slipstream.ingest.receive;

import java.net.http.HttpRequest;

/** Our own JSON, one observation to a line, each with its origin. */
class ObservationsSourceTest extends DoorSourceContract {

    @Override
    protected String settings() {
        return "http: {}";
    }

    @Override
    protected String path() {
        return "/api/v1/observations";
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= good; i++) {
            lines.append("{\"time\":").append(CLOCK.millis());
            lines.append(",\"service\":\"shop\",\"status\":200,\"source\":\"sender-")
                    .append(body);
            lines.append("\",\"sequence\":").append(i).append("}\n");
        }
        lines.append("{\"service\":\"shop\"}\n".repeat(bad));
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()));
    }
}
