package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.TimeBounds;

/**
 * A log of named fields, and which of them each field of an observation is read from. A path is dotted for what is nested; a key
 * that has dots in itself is found by the same path. A line is a sample where {@code value} is mapped, a record of the log where
 * {@code message} is mapped and it has no status, else a request. Immutable.
 */
public final class MappedLines implements LineFormat {
    private static final String ATTRIBUTES = "attributes.";

    private final FieldSyntax syntax;
    private final Map<FieldTarget, Integer> slots;
    private final List<String> attributes;
    private final int firstAttribute;
    private final PathNode paths;
    private final ZoneId zone;

    private MappedLines(
            FieldSyntax syntax,
            Map<FieldTarget, Integer> slots,
            List<String> attributes,
            int firstAttribute,
            PathNode paths,
            ZoneId zone) {
        this.syntax = syntax;
        this.slots = slots;
        this.attributes = attributes;
        this.firstAttribute = firstAttribute;
        this.paths = paths;
        this.zone = zone;
    }

    /** The keys below one place of a line, and which slots the value at that place fills. Not changed once it is built. */
    static final class PathNode {
        private final Map<String, PathNode> below = new LinkedHashMap<>();
        private final List<Integer> slots = new ArrayList<>();

        private void add(String path, int slot) {
            PathNode node = this;
            for (String key : path.split("\\.", -1)) {
                node = node.below.computeIfAbsent(key, unused -> new PathNode());
            }
            node.slots.add(slot);
        }

        /** The node of a key, also of one that has dots; null when nothing below it is wanted. */
        PathNode find(String key) {
            PathNode node = below.get(key);
            if (node != null || key.indexOf('.') < 0) {
                return node;
            }
            node = this;
            for (String part : key.split("\\.", -1)) {
                node = node.below.get(part);
                if (node == null) {
                    return null;
                }
            }
            return node;
        }

        List<Integer> slots() {
            return slots;
        }
    }

    /**
     * Compiles a field mapping.
     *
     * @param fields target to path, for example {@code latencySeconds} to {@code request.duration}
     * @throws InvalidFormatException when a target is not known, two say the same, or none says when
     */
    static MappedLines of(FieldSyntax syntax, Map<String, String> fields, ZoneId zone) {
        Map<FieldTarget, Integer> slots = new EnumMap<>(FieldTarget.class);
        List<String> attributes = new ArrayList<>();
        List<String> attributePaths = new ArrayList<>();
        PathNode paths = new PathNode();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String target = field.getKey();
            if (field.getValue().isBlank()) {
                throw new InvalidFormatException("the path of " + target + " is empty");
            }
            if (target.startsWith(ATTRIBUTES) && target.length() > ATTRIBUTES.length()) {
                attributes.add(target.substring(ATTRIBUTES.length()));
                attributePaths.add(field.getValue());
                continue;
            }
            FieldTarget known = FieldTarget.ofWord(target)
                    .orElseThrow(() -> new InvalidFormatException("'" + target
                            + "' is nothing that a field can be read to; known are " + FieldTarget.words()));
            slots.put(known, slots.size());
            paths.add(field.getValue(), slots.get(known));
        }
        requireOne(slots, FieldTarget::isTime, true, "time, timeSeconds or timeNanos");
        requireOne(slots, FieldTarget::isLatency, false, "the latencies");
        if (slots.containsKey(FieldTarget.VALUE) && slots.containsKey(FieldTarget.STATUS)) {
            throw new InvalidFormatException(
                    "fields may have value or status, not both: a line is a sample or a request");
        }
        for (int i = 0; i < attributes.size(); i++) {
            paths.add(attributePaths.get(i), slots.size() + i);
        }
        return new MappedLines(syntax, slots, attributes, slots.size(), paths, zone);
    }

    private static void requireOne(
            Map<FieldTarget, Integer> slots,
            java.util.function.Predicate<FieldTarget> kind,
            boolean atLeast,
            String words) {
        long found = slots.keySet().stream().filter(kind).count();
        if (found > 1 || (atLeast && found == 0)) {
            throw new InvalidFormatException(
                    (atLeast ? "fields must have exactly one of " : "fields may have at most one of ") + words
                            + ", has " + found);
        }
    }

    @Override
    public LineParser newParser(Map<String, String> labels, TimeBounds bounds) {
        return new MappedLineParser(this, Labels.of(labels), bounds);
    }

    @Override
    public boolean namesService() {
        return slots.containsKey(FieldTarget.SERVICE);
    }

    /** Takes the fields out of the lines of one file. */
    FieldReader newReader() {
        return syntax.newReader(this);
    }

    /** The slot of each target that is read. */
    Map<FieldTarget, Integer> slots() {
        return slots;
    }

    /** The attributes that are read; theirs are the slots from {@link #firstAttribute} on. */
    List<String> attributes() {
        return attributes;
    }

    int firstAttribute() {
        return firstAttribute;
    }

    PathNode paths() {
        return paths;
    }

    ZoneId zone() {
        return zone;
    }
}
