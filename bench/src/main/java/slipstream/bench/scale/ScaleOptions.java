package slipstream.bench.scale;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be chosen about the benchmark of scale. */
final class ScaleOptions {
    /** What grows. */
    enum Part {
        SLOS,
        SERIES,
        THREADS
    }

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            description = "What grows: ${COMPLETION-CANDIDATES} (default: one after the other).")
    private List<Part> parts = List.of(Part.values());

    @Option(
            names = "--events",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "How many observations (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "R",
            description = "How many rounds count, after one to get warm (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--slos",
            split = ",",
            defaultValue = "10,100,1000,10000",
            paramLabel = "N",
            description = "How many SLOs (default: ${DEFAULT-VALUE}).")
    private List<Integer> slos;

    @Option(
            names = "--series",
            split = ",",
            defaultValue = "100,1000,10000,100000",
            paramLabel = "N",
            description = "How many series (default: ${DEFAULT-VALUE}).")
    private List<Integer> series;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured.")
    private Optional<Path> json = Optional.empty();

    List<Part> parts() {
        return parts;
    }

    long events() {
        return events;
    }

    int rounds() {
        return rounds;
    }

    List<Integer> slos() {
        return slos;
    }

    List<Integer> series() {
        return series;
    }

    Optional<Path> json() {
        return json;
    }
}
