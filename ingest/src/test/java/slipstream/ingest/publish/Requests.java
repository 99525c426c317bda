package slipstream.ingest.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

/** Requests to be published, all of one source. */
final class Requests {
    static final String SOURCE = "file:/var/log/web.log#1";

    private static final long T0 = 1_700_000_000_000L;

    private Requests() {}

    static List<RequestObservation> of(int count, String route) {
        List<RequestObservation> batch = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            batch.add(one(i, route, Map.of()));
        }
        return batch;
    }

    static RequestObservation one(int sequence, String route, Map<String, String> attributes) {
        return new RequestObservation(
                new Origin(SOURCE, sequence), T0 + sequence, "web", route, "GET", 200, 12.5, attributes);
    }
}
