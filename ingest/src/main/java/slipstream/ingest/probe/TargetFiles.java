package slipstream.ingest.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.ingest.tail.IncludePattern;

/**
 * Prometheus' {@code file_sd_configs}: targets in YAML or JSON files that may change at any time. Immutable; what was read last is
 * kept by {@link TargetFileWatch}.
 *
 * @param refresh how often the files are looked at
 */
public record TargetFiles(List<IncludePattern> patterns, Duration refresh) {
    /** A look costs one directory listing, and Prometheus hears of changes at once. */
    static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);

    public TargetFiles {
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(refresh, "refresh");
    }

    /** Reads {@code file_sd_configs}; empty when there are none. */
    static Optional<TargetFiles> read(Fields job, Path folder) {
        List<IncludePattern> patterns = new ArrayList<>();
        Duration refresh = DEFAULT_REFRESH;
        for (Fields config : job.listOfFields("file_sd_configs")) {
            refresh = config.duration("refresh_interval").orElse(refresh);
            if (config.list("files").isEmpty()) {
                config.error("files", "at least one file or glob is required");
            }
            for (Element item : config.list("files")) {
                item.asText(job.problems()).ifPresent(text -> {
                    try {
                        patterns.add(IncludePattern.of(folder, text));
                    } catch (IllegalArgumentException e) {
                        job.problems().error(item.where(), item.path(), String.valueOf(e.getMessage()));
                    }
                });
            }
            config.done();
        }
        return patterns.isEmpty() ? Optional.empty() : Optional.of(new TargetFiles(patterns, refresh));
    }

    /** The files that are there now, in their order. */
    SortedSet<Path> paths() throws IOException {
        SortedSet<Path> paths = new TreeSet<>();
        for (IncludePattern pattern : patterns) {
            paths.addAll(pattern.files());
        }
        return paths;
    }

    /** The targets of one file by address; empty, with what is wrong in {@code problems}, when it cannot be used. */
    static Optional<Map<String, ProbeTarget>> read(Path file, TargetsReader reader, Problems problems) {
        Problems own = new Problems();
        Map<String, ProbeTarget> targets = new LinkedHashMap<>();
        for (Element group : YamlReader.read(file, own)) {
            group.asFields(own).ifPresent(fields -> reader.readGroup(fields, targets));
        }
        own.all().forEach(problem -> problems.error(problem.where(), problem.key(), problem.message()));
        return own.hasErrors() ? Optional.empty() : Optional.of(targets);
    }
}
