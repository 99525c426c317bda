package slipstream.ingest.netlify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import slipstream.contract.document.Problems;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.receive.Doors;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** A log drain's lines of traffic. */
class NetlifySourceTest extends PostedSourceContract {
    private static final String SECRET = "a secret of the drain";
    private HttpReceiver receiver;

    @Override
    protected Source open(SourceContext context) throws IOException {
        Files.writeString(folder.resolve("drain"), SECRET);
        receiver = (HttpReceiver) ReceiverSettings.read(
                        Doors.fields(
                                folder,
                                "netlify: {authorization_file: drain, labels: {service: shop}}",
                                new Problems()),
                        folder)
                .orElseThrow()
                .listeningOn(ListenAddress.loopback(0))
                .open(context);
        return receiver;
    }

    @Override
    protected URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/ingest/netlify");
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        String line = "{\"log_type\":\"traffic\",\"timestamp\":" + CLOCK.millis()
                + ",\"status_code\":200,\"duration\":12,\"method\":\"GET\",\"path\":\"/\"}\n";
        return HttpRequest.newBuilder()
                .header("Authorization", SECRET)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        line.repeat(good) + "{\"log_type\":\"traffic\"}\n".repeat(bad)));
    }
}
