package slipstream.bench.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the stream job takes to run again when its state folder is lost, and when it is still there. */
@Command(
        name = "restore",
        description = "Measures how soon the stream job runs again from its changelogs, and from its state folder.",
        mixinStandardHelpOptions = true)
public final class Restore implements Callable<Integer> {
    @Option(
            names = "--series",
            defaultValue = "600",
            paramLabel = "N",
            description =
                    "How many series of 30 days there are, of about 1 870 records each (default: ${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "R",
            description = "How often it is done (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured.")
    private Optional<Path> json = Optional.empty();

    private final PrintStream out = System.out;

    private Restore() {}

    /** Runs the benchmark: exit code 0, or 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    /** As a command, to be hung under another. */
    public static CommandLine command() {
        return new CommandLine(new Restore());
    }

    /**
     * One start.
     *
     * @param records how many records were read from changelogs
     * @param restoringMillis from the first of them to the last
     * @param runningMillis from the start of the job until it ran; joining the group and building the heap anew are in it
     * @param processorMillis processor time of this process meanwhile
     */
    record Start(long records, double restoringMillis, double runningMillis, double processorMillis) {
        double recordsPerSecond() {
            return records * 1_000 / restoringMillis;
        }
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("slipstream-bench-restore");
        List<Start> wiped = new java.util.ArrayList<>();
        List<Start> kept = new java.util.ArrayList<>();
        try (FilledJob job = new FilledJob(folder, series)) {
            job.start(unheard());
            job.fill(series, System.currentTimeMillis());
            for (int round = 0; round < rounds; round++) {
                job.stop();
                kept.add(start(job));
                job.stop();
                delete(job.state());
                wiped.add(start(job));
            }
        } finally {
            delete(folder);
        }
        tell("state folder wiped", wiped);
        tell("state folder kept", kept);
        if (json.isPresent()) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("series", series);
            all.put("recordsPerSecond", median(wiped, Start::recordsPerSecond));
            all.put("wiped", wiped);
            all.put("kept", kept);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(json.get().toFile(), all);
        }
        return CommandLine.ExitCode.OK;
    }

    private static Start start(FilledJob job) {
        Restored restored = new Restored();
        double processor = processorMillis();
        long begin = System.nanoTime();
        job.start(restored);
        double running = (System.nanoTime() - begin) / 1e6;
        return new Start(restored.records.get(), restored.millis(), running, processorMillis() - processor);
    }

    private void tell(String which, List<Start> starts) {
        for (Start start : starts) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-20s %,10d records restored in %,6.0f ms (%,.0f a second); running after %,6.0f ms; %,6.0f ms of processor time",
                    which,
                    start.records(),
                    start.restoringMillis(),
                    start.records() == 0 ? 0 : start.recordsPerSecond(),
                    start.runningMillis(),
                    start.processorMillis()));
        }
    }

    private static double median(List<Start> starts, java.util.function.ToDoubleFunction<Start> figure) {
        return starts.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(starts.size() / 2)
                .findFirst()
                .orElse(0);
    }

    private static double processorMillis() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e6;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** For a start that is not measured. */
    static StateRestoreListener unheard() {
        return new Restored();
    }

    /** Notes what is restored. */
    private static final class Restored implements StateRestoreListener {
        private final AtomicLong records = new AtomicLong();
        private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

        @Override
        public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
            first.accumulateAndGet(System.nanoTime(), Math::min);
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long numRestored) {
            records.addAndGet(numRestored);
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
            last.accumulateAndGet(System.nanoTime(), Math::max);
        }

        double millis() {
            return Math.max(0, last.get() - first.get()) / 1e6;
        }
    }
}
