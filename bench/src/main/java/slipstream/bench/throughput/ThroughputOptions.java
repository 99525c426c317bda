package slipstream.bench.throughput;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            description = "How many rounds count, after one to get warm (default: ${DEFAULT-VALUE}).")
    private int rounds;

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
