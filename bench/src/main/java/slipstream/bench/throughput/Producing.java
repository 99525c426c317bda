package slipstream.bench.throughput;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.publish.ObservationPublisher;

/** Puts the requests on the clusters with the product's own publisher, and counts the truth beside it. */
final class Producing {
    private static final String ENTRY = "bench";

    private Producing() {}

    /**
     * Produces all of a workload.
     *
     * @param batch how many observations of one source travel in a record
     */
    static void into(Cluster cluster, Workload workload, int batch, Truth truth) {
        Map<String, List<RequestObservation>> waiting = new HashMap<>();
        try (ObservationPublisher publisher = new ObservationPublisher(cluster.kafka(), new SimpleMeterRegistry())) {
            workload.forEach(request -> {
                truth.count(request);
                List<RequestObservation> of =
                        waiting.computeIfAbsent(request.origin().source(), source -> new ArrayList<>());
                of.add(request);
                if (of.size() == batch) {
                    publisher.publish(ENTRY, of);
                    of.clear();
                }
            });
            waiting.values().stream().filter(rest -> !rest.isEmpty()).forEach(rest -> publisher.publish(ENTRY, rest));
            publisher.flush();
        }
    }
}
