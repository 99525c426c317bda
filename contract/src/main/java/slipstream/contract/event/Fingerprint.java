package slipstream.contract.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identity of an alert: a hash of its labels, the same that Alertmanager computes, so that a record on the alert topic
 * and an alert in an Alertmanager can be told to be one.
 *
 * <p>FNV-1a, 64 bit, over the labels sorted by name: name, 0xFF, value, 0xFF (Prometheus {@code model.LabelSet.Fingerprint}).
 */
public final class Fingerprint {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;

    private Fingerprint() {}

    /** The sixteen lower-case hexadecimal digits that identify this set of labels. */
    public static String of(Map<String, String> labels) {
        long hash = OFFSET_BASIS;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            hash = mix(mix(hash, label.getKey()), label.getValue());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            mixed = (mixed ^ (b & 0xFF)) * PRIME;
        }
        return (mixed ^ SEPARATOR) * PRIME;
    }
}
