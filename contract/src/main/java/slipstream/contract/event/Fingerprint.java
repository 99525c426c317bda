package slipstream.contract.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The identity of an alert: a hash of its labels, the same that Alertmanager computes, so that a record on the alert topic
 * and an alert in an Alertmanager can be told to be one. A label without a value counts as absent, as Alertmanager drops it
 * before it computes the hash.
 *
 * <p>FNV-1a, 64 bit, over the labels sorted by the bytes of their names: name, 0xFF, value, 0xFF (Prometheus {@code model.LabelSet.Fingerprint}).
 */
public final class Fingerprint {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;

    private Fingerprint() {}

    /** The sixteen lower-case hexadecimal digits that identify this set of labels. */
    public static String of(Map<String, String> labels) {
        long hash = OFFSET_BASIS;
        SortedMap<byte[], String> sorted = new TreeMap<>(Arrays::compareUnsigned);
        labels.forEach((name, value) -> sorted.put(name.getBytes(StandardCharsets.UTF_8), value));
        for (Map.Entry<byte[], String> label : sorted.entrySet()) {
            if (!label.getValue().isEmpty()) {
                hash = mix(mix(hash, label.getKey()), label.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static long mix(long hash, byte[] text) {
        long mixed = hash;
        for (byte b : text) {
            mixed = (mixed ^ (b & 0xFF)) * PRIME;
        }
        return (mixed ^ SEPARATOR) * PRIME;
    }
}
