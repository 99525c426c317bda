package slipstream.bench.flame;

import java.util.Map;
import java.util.TreeMap;

/** A method in a place of the call tree, and how many samples were taken in it and below. Mutable, not thread-safe. */
final class Frame {
    private final Map<String, Frame> callees = new TreeMap<>();
    private long samples;

    /** Notes a sample that was taken here or below. */
    void sampled() {
        samples++;
    }

    /** The frame of a method that is called from here. */
    Frame callee(String method) {
        return callees.computeIfAbsent(method, name -> new Frame());
    }

    long samples() {
        return samples;
    }

    Map<String, Frame> callees() {
        return callees;
    }

    /** How many frames lie upon each other, of those with so many samples. */
    int depth(long fewest) {
        return 1
                + callees.values().stream()
                        .filter(callee -> callee.samples >= fewest)
                        .mapToInt(callee -> callee.depth(fewest))
                        .max()
                        .orElse(0);
    }
}
