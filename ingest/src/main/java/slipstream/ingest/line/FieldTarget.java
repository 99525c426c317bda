package slipstream.ingest.line;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a field of a line can be read to. */
enum FieldTarget {
    TIME("time"),
    TIME_SECONDS("timeSeconds"),
    TIME_NANOS("timeNanos"),
    SERVICE("service"),
    ROUTE("route"),
    METHOD("method"),
    STATUS("status"),
    LEVEL("level"),
    MESSAGE("message"),
    RESOURCE("resource"),
    VALUE("value"),
    LIMIT("limit"),
    LATENCY_MILLIS("latencyMillis"),
    LATENCY_SECONDS("latencySeconds"),
    LATENCY_MICROS("latencyMicros"),
    LATENCY_NANOS("latencyNanos");

    private final String word;

    FieldTarget(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean isTime() {
        return this == TIME || this == TIME_SECONDS || this == TIME_NANOS;
    }

    boolean isLatency() {
        return compareTo(LATENCY_MILLIS) >= 0;
    }

    static Optional<FieldTarget> ofWord(String word) {
        return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(FieldTarget::word).collect(Collectors.joining(", ")) + ", attributes.<name>";
    }
}
