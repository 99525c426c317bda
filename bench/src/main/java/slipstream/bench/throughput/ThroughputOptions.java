package slipstream.bench.throughput;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import slipstream.bench.contender.Contenders;

/** What can be chosen about the benchmark of throughput. */
public final class ThroughputOptions {
    @Option(
            names = "--events",
            defaultValue = "5000000",
            paramLabel = "N",
            description = "How many observations (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "R",
            description = "How many rounds count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            paramLabel = "R",
            description =
                    "How many rounds do not count, because the JVMs get warm in them (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "Records a JFR profile of the stream job's measured rounds; its figures are then not for the record.")
    private Optional<Path> profile = Optional.empty();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "SEED",
            description = "What the observations are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the brokers keep their logs while it runs: 300 bytes for each observation (default: the folder for temporary files).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Runs some of the contenders: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Contenders> only = List.of(Contenders.values());

    List<Contenders> only() {
        return only;
    }

    Optional<Path> folder() {
        return folder;
    }

    long events() {
        return events;
    }

    int rounds() {
        return rounds;
    }

    int warmUp() {
        return warmUp;
    }

    /** @throws CommandLine.ParameterException when there is nothing to measure, or nowhere to write */
    public void check(CommandLine command) {
        if (events < 1_000) {
            throw new CommandLine.ParameterException(command, "--events is at least 1000, not " + events);
        }
        if (rounds < 1 || warmUp < 0) {
            throw new CommandLine.ParameterException(command, "--rounds is at least 1, and --warm-up at least 0");
        }
        Stream.of(json, profile).flatMap(Optional::stream).forEach(file -> {
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.isWritable(folder)) {
                throw new CommandLine.ParameterException(command, "the folder of " + file + " cannot be written");
            }
        });
    }

    Optional<Path> json() {
        return json;
    }

    Optional<Path> profile() {
        return profile;
    }

    long seed() {
        return seed;
    }
}
