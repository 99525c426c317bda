package slipstream.contract.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of observation: the word of each in JSON and in selectors, and the fields that only some kinds have. */
@SuppressWarnings("ImmutableEnumChecker") // The list is an unmodifiable one of text.
public enum ObservationType {
    /** A {@link RequestObservation}. */
    REQUEST("request", "status", "latencyMillis", "route", "method"),
    /** A {@link ProbeResult}. */
    PROBE(
            "probe",
            "status",
            "latencyMillis",
            "outcome",
            "job",
            "target",
            "location",
            "error",
            "dnsMillis",
            "connectMillis",
            "tlsMillis",
            "firstByteMillis",
            "transferMillis",
            "certificateDaysLeft"),
    /** A {@link ResourceSample}. */
    SAMPLE("sample", "resource", "value", "limit"),
    /** A {@link LogRecord}. */
    LOG("log", "level", "pattern", "message"),
    /** A {@link ChangeEvent}. */
    CHANGE("change", "kind", "version", "outcome"),
    /** A {@link VitalSample}. */
    VITAL("vital", "name", "value", "route"),
    /** An {@link Incident}. */
    INCIDENT("incident", "alert", "severity", "durationMillis");

    private static final ObservationType[] ALL = values();

    private final String word;
    private final List<String> fields;

    ObservationType(String word, String... fields) {
        this.word = word;
        this.fields = List.of(fields);
    }

    /** The word used in JSON and in selectors. */
    public String word() {
        return word;
    }

    /** Its own fields; time, service, source, sequence and attributes are common to all kinds. */
    public List<String> fields() {
        return fields;
    }

    public static Optional<ObservationType> ofWord(String word) {
        // A plain loop: every observation that is read comes past here.
        for (ObservationType type : ALL) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The words of all kinds. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ObservationType::word).toList();
    }
}
