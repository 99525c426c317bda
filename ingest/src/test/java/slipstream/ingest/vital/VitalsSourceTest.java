package slipstream.ingest.vital;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import slipstream.contract.document.Problems;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.receive.Doors;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Beacons, of as many vitals as the contract offers at once. */
class VitalsSourceTest extends PostedSourceContract {
    private HttpReceiver receiver;

    @Override
    protected Source open(SourceContext context) {
        receiver = (HttpReceiver) ReceiverSettings.read(
                        Doors.fields(
                                folder,
                                "vitals: {service: shop, origins: ['https://shop.example'], beacons_per_second: 100000}",
                                new Problems()),
                        folder)
                .orElseThrow()
                .listeningOn(ListenAddress.loopback(0))
                .open(context);
        return receiver;
    }

    @Override
    protected URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + "/ingest/vitals");
    }

    @Override
    protected HttpRequest.Builder request(int body, int good, int bad) {
        List<String> vitals =
                new ArrayList<>(Collections.nCopies(good, "{\"name\":\"LCP\",\"value\":2400,\"page\":\"/\"}"));
        vitals.addAll(Collections.nCopies(bad, "{\"name\":\"LCP\",\"value\":-1}"));
        return HttpRequest.newBuilder()
                .header("Origin", "https://shop.example")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(vitals.toString()));
    }
}
