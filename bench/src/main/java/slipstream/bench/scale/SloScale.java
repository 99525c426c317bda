package slipstream.bench.scale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Producing;
import slipstream.bench.load.Requests;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Figures;
import slipstream.bench.throughput.BudgetWatch;

/**
 * Every request counts for two of ten SLOs, however many there are: the others speak of other services, of other routes of the same
 * services, or of other tenants. Each number of SLOs runs over all observations and over a tenth of them, so that what an event costs can
 * be told from what the start costs.
 */
final class SloScale {
    private static final int SERVICES = 5;
    private static final int TENANTS = 50;
    private static final int FEWER = 10;

    private final Rig rig;
    private final List<Slo> matching = new ArrayList<>();
    private final Map<Integer, List<Figures>> all = new LinkedHashMap<>();
    private final Map<Integer, List<Figures>> tenth = new LinkedHashMap<>();

    private SloScale(Rig rig) {
        this.rig = rig;
        for (int i = 0; i < SERVICES; i++) {
            String service = Requests.service(i);
            matching.add(Slo.availability(service));
            matching.add(Slo.latency(service + "-latency", service, Optional.empty()));
        }
    }

    static void run(Rig rig) throws IOException {
        new SloScale(rig).run();
    }

    private void run() throws IOException {
        rig.say(
                "%nSLOs: each request counts for two of them. An event costs what all cost more than a tenth of them, the rest is the start.");
        Workload workload = rig.workload(rig.options().events(), SERVICES, TENANTS);
        Workload first = workload.first(workload.events() / FEWER);
        Truth truth = new Truth(matching);
        Truth truthOfFirst = new Truth(matching);
        List<ContenderProcess> processes = new ArrayList<>();
        try (Cluster cluster = Cluster.start(rig.scratch(), "slos");
                Cluster small = Cluster.start(rig.scratch(), "slos-small")) {
            Producing.observations(cluster.kafka(), workload, 1, truth::count);
            Producing.observations(small.kafka(), first, 1, truthOfFirst::count);
            for (int i = 0; i < rig.options().slos().size(); i++) {
                processes.add(ContenderProcess.start(Contenders.SLIPSTREAM, cluster.bootstrapServers(), rig.scratch()));
            }
            for (int round = 0; round <= rig.options().rounds(); round++) {
                for (int i = 0; i < rig.options().slos().size(); i++) {
                    int slos = rig.options().slos().get(i);
                    Figures of = measure(cluster, processes.get(i), truth, slos);
                    Figures ofFirst = measure(small, processes.get(i), truthOfFirst, slos);
                    if (round > 0) {
                        all.computeIfAbsent(slos, n -> new ArrayList<>()).add(of);
                        tenth.computeIfAbsent(slos, n -> new ArrayList<>()).add(ofFirst);
                    }
                }
            }
        } finally {
            processes.forEach(ContenderProcess::close);
        }
        tell();
    }

    private Figures measure(Cluster cluster, ContenderProcess process, Truth truth, int slos) throws IOException {
        long revision = cluster.define(documents(slos));
        return rig.run(cluster, List.of(process), new BudgetWatch(cluster.kafka(), truth), revision, 1, truth.events());
    }

    /** The ten that match, and others. */
    private Map<String, String> documents(int count) {
        List<String> documents =
                new ArrayList<>(matching.stream().map(Slo::document).toList());
        for (int i = 0; documents.size() < count; i++) {
            documents.add(other(i));
        }
        return Slo.filesOf(documents);
    }

    private static String other(int number) {
        String name = "idle-" + number;
        String service = number % 3 == 0 ? name : Requests.service(number % SERVICES);
        String rest = switch (number % 3) {
            case 0 -> "";
            case 1 -> " && route == '/" + name + "'";
            default -> " && attributes.tenant == '" + name + "'";
        };
        String selector = "selector: \"type == 'request' && service == '" + service + "'" + rest + "\"";
        return Slo.availability(name, service, selector, "0.99");
    }

    private void tell() {
        ArrayNode rows = rig.results().putArray("slos");
        double ofFewest = Double.NaN;
        rig.say(
                "%10s %16s %14s %12s %12s %12s",
                "SLOs", "CPU µs/event", "ratio", "start CPU s", "bytes/event", "heap MiB");
        for (int slos : all.keySet()) {
            double micros = Rig.median(each(slos));
            ofFewest = Double.isNaN(ofFewest) ? micros : ofFewest;
            double start = Rig.median(tenth.get(slos), figures -> figures.processorNanos() / 1e9)
                    - micros * tenth.get(slos).get(0).events() / 1e6;
            double bytes = Rig.median(all.get(slos), Figures::bytesPerEvent);
            double heap = Rig.median(all.get(slos), figures -> figures.peakHeapBytes() / 1048576d);
            rig.say("%,10d %16.2f %14.2f %12.2f %12.2f %12.0f", slos, micros, micros / ofFewest, start, bytes, heap);
            ObjectNode row = rows.addObject().put("slos", slos).put("processorMicrosPerEvent", micros);
            row.put("ratioToFewest", micros / ofFewest).put("processorSecondsToStart", start);
            row.put("bytesPerEvent", bytes).put("peakHeapMiB", heap);
        }
    }

    /** Microseconds of processor time for an event, of each round. */
    private List<Double> each(int slos) {
        List<Double> micros = new ArrayList<>();
        for (int round = 0; round < all.get(slos).size(); round++) {
            Figures more = all.get(slos).get(round);
            Figures fewer = tenth.get(slos).get(round);
            micros.add((more.processorNanos() - fewer.processorNanos()) / 1e3 / (more.events() - fewer.events()));
        }
        return micros;
    }
}
