package slipstream.ingest.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

/**
 * The targets of one job as its files stand. A file that cannot be used leaves the targets that it had, and is told of once for
 * each time it changes; one that is gone takes its targets with it. Not thread-safe, but for {@link #problem}.
 */
final class TargetFileWatch {
    private static final Logger log = LoggerFactory.getLogger(TargetFileWatch.class);

    private final ProbeJob job;
    private final TargetFiles files;
    private final TargetsReader reader;
    private final Map<Path, Seen> seen = new TreeMap<>();
    private volatile String problem = "";

    /** A file as it was when it was read last. */
    private record Seen(long size, long modifiedMillis, Map<String, ProbeTarget> targets, String problem) {}

    TargetFileWatch(ProbeJob job, TargetFiles files, TargetsReader reader) {
        this.job = job;
        this.files = files;
        this.reader = reader;
    }

    ProbeJob job() {
        return job;
    }

    TargetFiles files() {
        return files;
    }

    /** What is wrong with a file, empty when nothing is. */
    String problem() {
        return problem;
    }

    /** Looks at the files; the job's targets when they are others than before. */
    Optional<List<ProbeTarget>> look() {
        SortedSet<Path> paths;
        try {
            paths = files.paths();
        } catch (IOException e) {
            problem = "the target files of " + job.name() + " cannot be listed: " + e;
            return Optional.empty();
        }
        boolean changed = seen.keySet().retainAll(paths);
        for (Path path : paths) {
            changed |= look(path);
        }
        problem = seen.values().stream()
                .map(Seen::problem)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return changed ? Optional.of(targets()) : Optional.empty();
    }

    private boolean look(Path path) {
        Seen before = seen.get(path);
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            long modified = now.lastModifiedTime().toMillis();
            if (before != null && before.size == now.size() && before.modifiedMillis == modified) {
                return false;
            }
            Problems problems = new Problems();
            Optional<Map<String, ProbeTarget>> read = TargetFiles.read(path, reader, problems);
            String wrong =
                    problems.all().stream().map(Problem::toString).findFirst().orElse("");
            if (!wrong.isEmpty()) {
                log.warn("The targets of {} stay as they were: {}", path, wrong);
            }
            Map<String, ProbeTarget> kept = before == null ? Map.of() : before.targets;
            seen.put(path, new Seen(now.size(), modified, read.orElse(kept), wrong));
            return read.isPresent();
        } catch (IOException e) {
            log.warn("The targets of {} stay as they were: {}", path, e.toString());
            return false;
        }
    }

    /** Those of the settings first; one that stands in several places is one target, as it stands in the first of them. */
    private List<ProbeTarget> targets() {
        Map<String, ProbeTarget> all = new LinkedHashMap<>();
        job.targets().forEach(target -> all.put(target.address(), target));
        seen.values().forEach(file -> file.targets.forEach(all::putIfAbsent));
        return new ArrayList<>(all.values());
    }
}
