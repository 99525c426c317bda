package slipstream.ingest.vital;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import slipstream.ingest.receive.DoorSourceContract;

/** Beacons, of as many vitals as the contract offers at once. */
class VitalsSourceTest extends DoorSourceContract {

    @Override
    protected String settings() {
        return "vitals: {service: shop, origins: ['https://shop.example'], beacons_per_second: 100000}";
    }

    @Override
    protected String path() {
        return "/ingest/vitals";
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
