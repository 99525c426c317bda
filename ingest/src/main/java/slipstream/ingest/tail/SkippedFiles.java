package slipstream.ingest.tail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;

/** Files that are there and are not read, as of the last look at the folders, and why. Not thread-safe. */
final class SkippedFiles {
    /** More files than this are not read, and that is said. */
    static final int MAX_FILES = 512;

    /** As many are named in the health. */
    private static final int MAX_SHOWN = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SkippedFiles.class);

    private final Map<Path, String> reasons = new TreeMap<>();
    private int overLimit;

    void clear() {
        reasons.clear();
        overLimit = 0;
    }

    /** @param first whether this is the first look, at which what is skipped is told in the log */
    void skip(Path path, String reason, boolean first) {
        if (!reason.equals(reasons.put(path, reason)) && first && reasons.size() <= MAX_SHOWN) {
            LOG.warn("{} is not read: {}", path, reason);
        }
    }

    void skipOverLimit() {
        overLimit++;
    }

    boolean has(Path path) {
        return reasons.containsKey(path);
    }

    /** Why not everything is read, in one sentence; empty when everything is. */
    Optional<String> first() {
        if (overLimit > 0) {
            return Optional.of(tooMany());
        }
        return reasons.entrySet().stream().findFirst().map(each -> each.getKey() + " is not read: " + each.getValue());
    }

    private String tooMany() {
        return overLimit + " files are not read, because " + MAX_FILES + " are open already";
    }

    List<Health> health() {
        List<Health> parts = new ArrayList<>();
        reasons.entrySet().stream()
                .limit(MAX_SHOWN)
                .forEach(each -> parts.add(waiting("file " + each.getKey(), "it is not read: " + each.getValue())));
        if (reasons.size() > MAX_SHOWN) {
            parts.add(waiting("files", reasons.size() - MAX_SHOWN + " further files are not read, for such reasons"));
        }
        if (overLimit > 0) {
            parts.add(waiting("files", tooMany()));
        }
        return parts;
    }

    private static Health waiting(String part, String why) {
        return new Health(part, Health.State.WAITING, why);
    }
}
