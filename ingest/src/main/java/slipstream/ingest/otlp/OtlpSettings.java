package slipstream.ingest.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.Labels;

/** What is made of OTLP: which attributes are kept, and which metrics are resources. Immutable. */
public final class OtlpSettings {
    private static final String ATTRIBUTES = "attributes";

    private final Labels labels;
    private final List<String> kept;
    private final KeyTable keys;
    private final MetricTable metrics;

    private OtlpSettings(Labels labels, List<String> kept, MetricTable metrics) {
        this.labels = labels;
        this.kept = List.copyOf(kept);
        this.keys = Convention.tableWith(this.kept);
        this.metrics = metrics;
    }

    /** No labels, no further attributes, and the metrics of {@link MetricTable#STANDARD}. */
    public static OtlpSettings standard() {
        return new OtlpSettings(Labels.of(Map.of()), List.of(), MetricTable.STANDARD);
    }

    /**
     * Reads the keys {@code labels}, {@code attributes} and {@code metrics} of a section, all of which may be absent; does not say that
     * the section is done.
     */
    public static OtlpSettings read(Fields section) {
        return read(section, Optional.of(section));
    }

    /** As {@link #read(Fields)}, where {@code metrics} stands in another section. */
    public static OtlpSettings read(Fields section, Optional<Fields> holdsMetrics) {
        Map<String, String> labels = section.map("labels");
        String service = labels.get(Labels.SERVICE);
        if (service != null) {
            checkName(section, service);
        }
        List<String> kept = new ArrayList<>(section.listOfText(ATTRIBUTES));
        if (labels.size() + kept.size() > ObservationRules.MAX_ATTRIBUTES / 2) {
            section.error(
                    ATTRIBUTES, "at most " + ObservationRules.MAX_ATTRIBUTES / 2 + " attributes and labels are kept");
            kept.clear();
        }
        return new OtlpSettings(
                Labels.of(labels), kept, holdsMetrics.map(MetricTable::read).orElse(MetricTable.STANDARD));
    }

    private static void checkName(Fields section, String service) {
        try {
            ObservationRules.name("labels.service", service);
        } catch (RejectedObservationException e) {
            section.error("labels", e.getMessage());
        }
    }

    /** The service of what names none, or empty. */
    String service() {
        return labels.service();
    }

    /** The labels without the service. */
    Map<String, String> attributeLabels() {
        return labels.attributes();
    }

    KeyTable keys() {
        return keys;
    }

    MetricTable metrics() {
        return metrics;
    }

    /** Puts the attributes that are kept, and are there, into a map. */
    void keep(Slots slots, Map<String, String> into) throws RejectedObservationException {
        int first = Convention.values().length;
        for (int i = 0; i < kept.size(); i++) {
            String value = slots.text(first + i);
            if (!value.isEmpty()) {
                into.put(kept.get(i), ObservationRules.text(ATTRIBUTES, value));
            }
        }
    }

    /** Whether any attribute is kept. */
    boolean keepsAny() {
        return !kept.isEmpty();
    }
}
