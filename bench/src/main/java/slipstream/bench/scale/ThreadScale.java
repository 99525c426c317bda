package slipstream.bench.scale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import slipstream.bench.throughput.BudgetWatch;

/** The same hundred SLOs over the same observations with more stream threads in one process, and with two processes. */
final class ThreadScale {
    private static final List<Layout> LAYOUTS =
            List.of(new Layout(1, 1), new Layout(1, 2), new Layout(1, 4), new Layout(2, 1));

    private ThreadScale() {}

    private record Layout(int instances, int threads) {
        @Override
        public String toString() {
            return instances
                    + (instances == 1 ? " instance, " : " instances, ")
                    + threads
                    + (threads == 1 ? " thread" : " threads");
        }
    }

    static void run(Rig rig) throws IOException {
        rig.say("%nThreads and instances: one hundred SLOs");
        Workload workload = rig.workload(rig.options().events(), Workload.SERVICES, 0);
        List<Slo> slos = Slo.hundred();
        Truth truth = new Truth(slos);
        Map<Layout, List<ContenderProcess>> processes = new LinkedHashMap<>();
        Map<Layout, List<Figures>> rounds = new LinkedHashMap<>();
        try (Cluster cluster = Cluster.start(rig.scratch(), "threads")) {
            Producing.observations(cluster.kafka(), workload, 1, truth::count);
            long revision = cluster.define(Slo.files(slos));
            for (Layout layout : LAYOUTS) {
                List<ContenderProcess> of = new ArrayList<>();
                processes.put(layout, of);
                for (int i = 0; i < layout.instances(); i++) {
                    of.add(ContenderProcess.start(Contenders.SLIPSTREAM, cluster.bootstrapServers(), rig.scratch()));
                }
            }
            for (int round = 0; round <= rig.options().rounds(); round++) {
                for (Layout layout : LAYOUTS) {
                    Figures figures = rig.run(
                            cluster,
                            processes.get(layout),
                            new BudgetWatch(cluster.kafka(), truth),
                            revision,
                            layout.threads(),
                            truth.events());
                    if (round > 0) {
                        rounds.computeIfAbsent(layout, key -> new ArrayList<>()).add(figures);
                    }
                }
            }
        } finally {
            processes.values().forEach(of -> of.forEach(ContenderProcess::close));
        }
        tell(rig, rounds);
    }

    private static void tell(Rig rig, Map<Layout, List<Figures>> rounds) {
        ArrayNode rows = rig.results().putArray("threads");
        rig.say("%-26s %16s %14s %12s", "", "CPU µs/event", "events/s", "bytes/event");
        rounds.forEach((layout, figures) -> {
            double micros = Rig.median(figures, Figures::processorSecondsPerMillion);
            double perSecond = Rig.median(figures, Figures::eventsPerSecond);
            double bytes = Rig.median(figures, Figures::bytesPerEvent);
            rig.say("%-26s %16.2f %,14.0f %12.2f", layout, micros, perSecond, bytes);
            rows.addObject()
                    .put("instances", layout.instances())
                    .put("threads", layout.threads())
                    .put("processorMicrosPerEvent", micros)
                    .put("eventsPerSecond", perSecond)
                    .put("bytesPerEvent", bytes);
        });
    }
}
