package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.TimeBounds;

/**
 * A log of one JSON object to a line, and where in it each field of an observation stands. A path is dotted for what is nested; a
 * key that has dots in itself is found by the same path. Immutable.
 */
public final class JsonLines implements LineFormat {
    private static final String ATTRIBUTES = "attributes.";

    private final Map<JsonTarget, Integer> slots;
    private final List<String> attributes;
    private final int firstAttribute;
    private final PathNode paths;
    private final ZoneId zone;

    private JsonLines(
            Map<JsonTarget, Integer> slots, List<String> attributes, int firstAttribute, PathNode paths, ZoneId zone) {
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
    static JsonLines of(Map<String, String> fields, ZoneId zone) {
        Map<JsonTarget, Integer> slots = new EnumMap<>(JsonTarget.class);
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
            JsonTarget known = JsonTarget.ofWord(target)
                    .orElseThrow(() -> new InvalidFormatException("'" + target
                            + "' is nothing that a field can be read to; known are " + JsonTarget.words()));
            slots.put(known, slots.size());
            paths.add(field.getValue(), slots.get(known));
        }
        requireOne(slots, JsonTarget::isTime, true, "time, timeSeconds or timeNanos");
        requireOne(slots, JsonTarget::isLatency, false, "the latencies");
        for (int i = 0; i < attributes.size(); i++) {
            paths.add(attributePaths.get(i), slots.size() + i);
        }
        return new JsonLines(slots, attributes, slots.size(), paths, zone);
    }

    private static void requireOne(
            Map<JsonTarget, Integer> slots,
            java.util.function.Predicate<JsonTarget> kind,
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
        return new JsonLineParser(this, Labels.of(labels), bounds);
    }

    @Override
    public boolean namesService() {
        return slots.containsKey(JsonTarget.SERVICE);
    }

    /** The slot of each target that is read. */
    Map<JsonTarget, Integer> slots() {
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
