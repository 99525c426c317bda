package slipstream.ingest.receive;

import java.net.URI;
import java.net.http.HttpRequest;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Our own JSON, one observation to a line, each with its origin. */
class ObservationsSourceTest extends PostedSourceContract {
    private HttpReceiver receiver;

    @Override
    protected Source open(SourceContext context) {
        receiver = (HttpReceiver) ReceiverSettings.at(ListenAddress.loopback(0)).open(context);
        return receiver;
    }

    @Override
    protected URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/api/v1/observations");
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
