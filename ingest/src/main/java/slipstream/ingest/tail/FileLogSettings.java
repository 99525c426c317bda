package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.line.LineFormatReader;

/**
 * Which log files to read and how: one entry of {@code receivers.filelog}.
 *
 * @param labels put on every observation; {@code service} names the service and is required unless each line names it
 */
public record FileLogSettings(
        List<IncludePattern> include, LineFormat format, From from, boolean follow, Map<String, String> labels) {
    /** Where to begin in a file. */
    public enum From {
        /** Where reading stopped last; at the beginning of a file that was never read. */
        STORED,
        /** At the beginning, whatever was read before. */
        BEGINNING,
        /** At the end of the files that are there at the start; at the beginning of those that come later. */
        END;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException when there is nothing to read, or no service, or one whose name is not allowed */
    public FileLogSettings {
        include = List.copyOf(include);
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(from, "from");
        labels = Map.copyOf(labels);
        if (include.isEmpty()) {
            throw new IllegalArgumentException("at least one file to include is required");
        }
        checkLabels(format, labels);
    }

    /** @throws IllegalArgumentException when there is no service, or one whose name is not allowed, or too many labels */
    static void checkLabels(LineFormat format, Map<String, String> labels) {
        if (labels.size() > ObservationRules.MAX_ATTRIBUTES / 2) {
            throw new IllegalArgumentException(
                    "at most " + ObservationRules.MAX_ATTRIBUTES / 2 + " labels are allowed");
        }
        String service = labels.get(Labels.SERVICE);
        if (service == null && !format.namesService()) {
            throw new IllegalArgumentException("the label service is required: it names what the log is about");
        }
        checkName(service);
    }

    private static void checkName(String service) {
        if (service == null) {
            return;
        }
        try {
            ObservationRules.name("labels.service", service);
        } catch (RejectedObservationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Reads one entry of {@code receivers.filelog}; relative paths are meant from {@code base}. Empty when it has problems. */
    public static Optional<FileLogSettings> read(Fields entry, Path base) {
        List<IncludePattern> include = readInclude(entry, base);
        Optional<LineFormat> format = LineFormatReader.read(entry);
        From from = entry.oneOf("from", "stored", "beginning", "end")
                .map(word -> From.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(From.STORED);
        boolean follow = entry.bool("follow").orElse(true);
        Map<String, String> labels = entry.map("labels");
        entry.done();
        if (format.isEmpty() || include.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileLogSettings(include, format.get(), from, follow, labels));
        } catch (IllegalArgumentException e) {
            entry.error("labels", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Path> readRoots(Fields entry, Path base) {
        List<Path> roots = new ArrayList<>();
        for (String root : entry.listOfText("roots")) {
            try {
                roots.add(base.toAbsolutePath().resolve(root).toRealPath());
            } catch (IOException | InvalidPathException e) {
                entry.error("roots", "'" + root + "' is no folder that is there");
            }
        }
        return roots;
    }

    private static List<IncludePattern> readInclude(Fields entry, Path base) {
        if (!entry.has("include")) {
            entry.missing("include");
        }
        List<IncludePattern> include = new ArrayList<>();
        List<Path> roots = readRoots(entry, base);
        for (String pattern : entry.listOfText("include")) {
            try {
                include.add(IncludePattern.of(base, pattern, roots));
            } catch (IllegalArgumentException e) {
                entry.error("include", e.getMessage());
            }
        }
        if (entry.has("include") && entry.list("include").isEmpty()) {
            entry.error("include", "must name at least one file");
        }
        return include;
    }
}
