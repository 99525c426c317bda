package slipstream.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slipstream.bench.process.Machine;
import slipstream.bench.process.Scratch;

/** Prometheus with Sloth's rules beside Slipstream, on the same traffic at the same time. */
@Command(
        name = "prometheus",
        description = {
            "Runs Prometheus, as installed here, with the rules that Sloth writes, beside Slipstream: processor time for each"
                    + " evaluation and SLO, and the delay from an outage to the page.",
            "About a quarter of an hour for each number of SLOs."
        },
        mixinStandardHelpOptions = true)
public final class PrometheusBench implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Option(
            names = "--slos",
            split = ",",
            defaultValue = "100,1000",
            paramLabel = "N",
            description = "How many SLOs; a run for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> slos = List.of();

    @Option(
            names = "--rate",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Events a second, of all services together (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--days",
            defaultValue = "3",
            paramLabel = "N",
            description =
                    "Days of history in Prometheus; its longest window of raw samples is 3 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--intervals",
            defaultValue = "6",
            paramLabel = "N",
            description = "Evaluations over which processor time is taken (default: ${DEFAULT-VALUE}).")
    private int intervals;

    @Option(
            names = "--outages",
            defaultValue = "20",
            paramLabel = "N",
            description = "Services that fail, at random times within two minutes (default: ${DEFAULT-VALUE}).")
    private int outages;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random times (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to a file as well.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PrometheusBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        if (!PrometheusServer.isInstalled()) {
            err.println("prometheus and promtool are not on the path; on Debian: sudo apt install prometheus");
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (!ProcessUse.isKnownHere()) {
            err.println("processor time is read from /proc, which is not here: this needs Linux");
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<SideBySideResult> results = new ArrayList<>();
        for (int services : slos) {
            results.add(run(new SideBySide.Plan(services, rate, days, intervals, Math.min(outages, services), seed)));
            spec.commandLine().getOut().println(results.get(results.size() - 1).table());
            spec.commandLine().getOut().flush();
        }
        if (json.isPresent()) {
            JSON.writeValue(
                    json.get().toFile(),
                    Map.of("machine", Machine.now(), "prometheus", PrometheusServer.version(), "runs", results));
        }
        boolean allSeen = results.stream()
                .allMatch(result -> result.slipstream().seen() == result.plan().outages());
        return allSeen ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static SideBySideResult run(SideBySide.Plan plan) throws Exception {
        try (Scratch scratch = Scratch.create(Optional.empty())) {
            return SideBySide.run(plan, Files.createDirectories(scratch.folder("side-by-side")));
        }
    }
}
