package slipstream.bench.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Requests;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Figures;
import slipstream.bench.process.Machine;

/**
 * Everything that was measured, and what follows from it. A ratio compares two contenders in the same round; what is told of it is the
 * median of the rounds, and the lowest and the highest.
 */
record Results(Workload workload, int rounds, List<Round> all, Machine before, Machine after) {
    Results {
        all = List.copyOf(all);
    }

    boolean isVerified() {
        return all.stream().allMatch(Round::isVerified);
    }

    /** A figure of a contender over the rounds that count; nothing when it did not run. */
    Optional<Sample> sample(String contender, ToDoubleFunction<Figures> figure) {
        return Sample.of(measured(contender).values().stream()
                .map(figures -> figure.applyAsDouble(figures))
                .toList());
    }

    /** Observations for each second of processor time: how many times as many as another in the same round; nothing when one did not run. */
    Optional<Sample> ratio(Contenders contender, Contenders other) {
        Map<Integer, Figures> others = measured(other.word());
        return Sample.of(measured(contender.word()).entrySet().stream()
                .filter(round -> others.containsKey(round.getKey()))
                .map(round -> round.getValue().eventsPerProcessorSecond()
                        / others.get(round.getKey()).eventsPerProcessorSecond())
                .toList());
    }

    private Map<Integer, Figures> measured(String contender) {
        return all.stream()
                .filter(round -> round.number() > 0 && round.contender().equals(contender))
                .collect(Collectors.toMap(Round::number, Round::figures));
    }

    /** The names of the contenders, in the order in which they ran. */
    List<String> contenders() {
        return all.stream()
                .filter(round -> round.number() > 0)
                .map(Round::contender)
                .distinct()
                .toList();
    }

    /** Writes it for the record. */
    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        put(root, "ratioSingle", ratio(Contenders.SLIPSTREAM, Contenders.PARSE));
        put(root, "ratioBatched", ratio(Contenders.SLIPSTREAM_BATCHED, Contenders.PARSE));
        put(root, "ratioDsl", ratio(Contenders.SLIPSTREAM, Contenders.DSL));
        put(root, "ratioDslTumbling", ratio(Contenders.SLIPSTREAM, Contenders.DSL_TUMBLING));
        put(root, "ratioDslAsItComes", ratio(Contenders.SLIPSTREAM_COMMIT_100MS, Contenders.DSL_AS_IT_COMES));
        put(root, "bytesPerEvent", sample(Contenders.SLIPSTREAM.word(), Figures::bytesPerEvent));
        put(root, "bytesPerEventBatched", sample(Contenders.SLIPSTREAM_BATCHED.word(), Figures::bytesPerEvent));
        put(
                root,
                "bytesPerEventCommit100ms",
                sample(Contenders.SLIPSTREAM_COMMIT_100MS.word(), Figures::bytesPerEvent));
        root.put("verified", isVerified());
        root.put("rounds", rounds);
        ObjectNode load = root.putObject("workload");
        load.put("events", workload.events())
                .put("seed", workload.seed())
                .put("perSecondOfEventTime", workload.perSecond());
        load.put("eventsForDsl", Math.max(1, workload.events() / Lineup.FEWER_FOR_DSL));
        load.put("slos", 100).put("services", Workload.SERVICES).put("routes", Requests.ROUTES);
        root.putObject("settings")
                .put("commitMillis", Lineup.COMMIT_MILLIS)
                .put("processingGuarantee", "exactly_once_v2")
                .put("streamThreads", 1)
                .put("observationsInARecord", Lineup.BATCH)
                .put("heapMiB", 1_024);
        root.putObject("versions")
                .put("kafka", AppInfoParser.getVersion())
                .put("jackson", com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString())
                .put("java", System.getProperty("java.runtime.version"))
                .put(
                        "slipstream",
                        Optional.ofNullable(Results.class.getPackage().getImplementationVersion())
                                .orElse("development"));
        root.set("machineBefore", machine(json, before));
        root.set("machineAfter", machine(json, after));
        ArrayNode raw = root.putArray("raw");
        for (Round round : all) {
            ObjectNode row = raw.addObject().put("contender", round.contender()).put("round", round.number());
            row.setAll((ObjectNode) json.valueToTree(round.figures()));
            row.put("verified", round.isVerified());
            round.problems().stream().limit(20).forEach(row.putArray("problems")::add);
        }
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void put(ObjectNode root, String name, Optional<Sample> measured) {
        measured.ifPresent(sample -> {
            root.put(name, sample.median());
            root.putObject(name + "Range").put("min", sample.min()).put("max", sample.max());
        });
    }

    private static ObjectNode machine(ObjectMapper json, Machine machine) {
        return json.createObjectNode()
                .put("at", machine.at().toString())
                .put("processor", machine.processor())
                .put("processors", machine.processors())
                .put("memoryMiB", machine.memoryMiB())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load", machine.load());
    }
}
