package slipstream.ingest.change;

import java.net.URI;
import java.net.http.HttpRequest;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Changes, one to a line. */
class ChangesSourceTest extends PostedSourceContract {
    private HttpReceiver receiver;

    @Override
    protected Source open(SourceContext context) {
        receiver = (HttpReceiver) ReceiverSettings.at(ListenAddress.loopback(0)).open(context);
        return receiver;
    }

    @Override
    protected URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/api/v1/changes");
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString("{\"service\":\"shop\",\"version\":\"v1\"}\n".repeat(good)
                        + "{\"version\":\"v1\"}\n".repeat(bad)));
    }
}
