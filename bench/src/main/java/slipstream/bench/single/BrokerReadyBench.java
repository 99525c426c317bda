package slipstream.bench.single;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slipstream.bench.process.BrokerProcess;
import slipstream.bench.process.Machine;
import slipstream.bench.process.Scratch;

/** How long the embedded broker takes from the start of its JVM until a client has an answer from it. */
@Command(
        name = "broker",
        description =
                "Starts the embedded broker, each time in a new JVM, and waits until it describes its cluster to a"
                        + " client: on an empty folder, and on the same folder again.",
        mixinStandardHelpOptions = true)
public final class BrokerReadyBench implements Callable<Integer> {
    /**
     * One start.
     *
     * @param processorMillis processor time of the broker's process up to then
     */
    record Start(long wallMillis, long processorMillis) {}

    @Option(
            names = "--times",
            defaultValue = "7",
            paramLabel = "N",
            description = "How many times each (default: ${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to a file as well.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BrokerReadyBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Start[] first = new Start[times];
        Start[] again = new Start[times];
        for (int i = 0; i < times; i++) {
            try (Scratch scratch = Scratch.create(Optional.empty())) {
                first[i] = start(scratch);
                again[i] = start(scratch);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("from the start of the JVM to the first answer:");
        out.println("  on an empty folder     " + text(first));
        out.println("  on a folder with data  " + text(again));
        out.flush();
        if (json.isPresent()) {
            new ObjectMapper()
                    .writeValue(
                            json.get().toFile(),
                            Map.of("machine", Machine.now().toString(), "first", first, "again", again));
        }
        return CommandLine.ExitCode.OK;
    }

    private static Start start(Scratch scratch) throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        try (BrokerProcess broker = BrokerProcess.start(scratch.folder("kafka"), scratch.temporary());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            int nodes = admin.describeCluster().nodes().get().size();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            if (nodes != 1) {
                throw new IOException("the cluster has " + nodes + " nodes instead of one");
            }
            // The broker is the only process that this one has started.
            long processorMillis = ProcessHandle.current()
                    .children()
                    .flatMap(child -> child.info().totalCpuDuration().stream())
                    .mapToLong(Duration::toMillis)
                    .sum();
            return new Start(millis, processorMillis);
        }
    }

    private static String text(Start[] starts) {
        return median(Stream.of(starts).mapToLong(Start::wallMillis)) + " of wall time, "
                + median(Stream.of(starts).mapToLong(Start::processorMillis)) + " of processor time";
    }

    private static String median(LongStream millis) {
        List<Long> sorted = millis.sorted().boxed().toList();
        return "%d ms (%d to %d)"
                .formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
