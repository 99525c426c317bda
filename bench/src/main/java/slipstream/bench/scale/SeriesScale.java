package slipstream.bench.scale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Producing;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Figures;

/**
 * One SLO, grouped by tenant, with ever more tenants: each of them is a series with latencies, windows, a budget and alerts of its own.
 * With as many tenants as events in some seconds nothing is left to be added up before it is sent on, which is the worst there can be.
 */
final class SeriesScale {
    private static final int FEW = 10_000;
    private static final String HEAP_FOR_FEW = "1g";
    private static final String HEAP_FOR_MANY = "8g";

    private SeriesScale() {}

    static void run(Rig rig) throws IOException {
        rig.say("%nSeries: one SLO, grouped by tenant");
        rig.say(
                "%10s %16s %14s %12s %12s %12s %12s",
                "series", "CPU µs/event", "events/s", "bytes/event", "heap MiB", "RSS MiB", "heap given");
        ArrayNode rows = rig.results().putArray("series");
        for (int series : rig.options().series()) {
            List<Figures> rounds = measure(rig, series);
            double micros = Rig.median(rounds, Figures::processorSecondsPerMillion);
            double perSecond = Rig.median(rounds, Figures::eventsPerSecond);
            double bytes = Rig.median(rounds, Figures::bytesPerEvent);
            double heap = Rig.median(rounds, figures -> figures.peakHeapBytes() / 1048576d);
            double resident = Rig.median(rounds, figures -> figures.peakResidentBytes() / 1048576d);
            rig.say(
                    "%,10d %16.2f %,14.0f %12.1f %12.0f %12.0f %12s",
                    series, micros, perSecond, bytes, heap, resident, heapFor(series));
            rows.addObject()
                    .put("series", series)
                    .put("processorMicrosPerEvent", micros)
                    .put("eventsPerSecond", perSecond)
                    .put("bytesPerEvent", bytes)
                    .put("peakHeapMiB", heap)
                    .put("peakResidentMiB", resident)
                    .put("heapGiven", heapFor(series));
        }
    }

    private static List<Figures> measure(Rig rig, int series) throws IOException {
        Workload workload = rig.workload(rig.options().events(), Workload.SERVICES, series);
        Map<String, Truth.Counts> truth = new HashMap<>();
        List<Figures> rounds = new ArrayList<>();
        try (Cluster cluster = Cluster.start(rig.scratch(), "series-" + series);
                ContenderProcess process = ContenderProcess.start(
                        Contenders.SLIPSTREAM, cluster.bootstrapServers(), rig.scratch(), heapFor(series))) {
            Producing.observations(cluster.kafka(), workload, 1, request -> TenantWatch.count(truth, request));
            long revision = cluster.define(Slo.availability(
                    "tenants",
                    "all",
                    "selector: type == 'request', groupBy: [attributes.tenant], maxGroups: " + series,
                    "0.5"));
            for (int round = 0; round <= rig.options().rounds(); round++) {
                Figures figures = rig.run(
                        cluster,
                        List.of(process),
                        new TenantWatch(cluster.kafka(), truth),
                        revision,
                        1,
                        workload.events());
                if (round > 0) {
                    rounds.add(figures);
                }
            }
        }
        return rounds;
    }

    private static String heapFor(int series) {
        return series > FEW ? HEAP_FOR_MANY : HEAP_FOR_FEW;
    }
}
