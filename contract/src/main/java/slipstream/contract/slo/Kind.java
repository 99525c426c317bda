package slipstream.contract.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every kind of document, with the version that it belongs to. Kinds of one namespace are referred to alike, and so share names. */
enum Kind {
    SLO("openslo/v1", "SLO", "SLO"),
    SLI("openslo/v1", "SLI", "SLI"),
    SERVICE("openslo/v1", "Service", "Service"),
    DATA_SOURCE("openslo/v1", "DataSource", "DataSource"),
    ALERT_POLICY("openslo/v1", "AlertPolicy", "AlertPolicy"),
    ALERT_CONDITION("openslo/v1", "AlertCondition", "AlertCondition"),
    NOTIFICATION_TARGET("openslo/v1", "AlertNotificationTarget", "AlertNotificationTarget"),
    EXTENDED_POLICY("slipstream/v1", "AlertPolicy", "AlertPolicy"),
    ALERT_RULE("slipstream/v1", "AlertRule", "AlertRule"),
    MAINTENANCE_WINDOW("slipstream/v1", "MaintenanceWindow", "Exclusion"),
    CORRECTION("slipstream/v1", "Correction", "Exclusion"),
    INCIDENT_OBJECTIVE("slipstream/v1", "IncidentObjective", "SLO");

    private final String apiVersion;
    private final String word;
    private final String namespace;

    Kind(String apiVersion, String word, String namespace) {
        this.apiVersion = apiVersion;
        this.word = word;
        this.namespace = namespace;
    }

    String word() {
        return word;
    }

    String namespace() {
        return namespace;
    }

    boolean isOpenSlo() {
        return apiVersion.equals(DefinitionsReader.API_VERSION);
    }

    /** Whether nothing that is computed depends on the document, so that a second one does no harm. */
    boolean isForPeople() {
        return this == SERVICE || this == DATA_SOURCE;
    }

    static Optional<Kind> of(String apiVersion, String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.apiVersion.equals(apiVersion) && kind.word.equals(word))
                .findFirst();
    }

    /** The words that may stand as {@code kind} beside a version. */
    static List<String> words(String apiVersion) {
        return Arrays.stream(values())
                .filter(kind -> kind.apiVersion.equals(apiVersion))
                .map(Kind::word)
                .toList();
    }
}
