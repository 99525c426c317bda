package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** The head of a document: its name, and what people say about it. */
record Metadata(String name, String displayName, Map<String, String> labels, Map<String, String> annotations) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._:-]{1,128}");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_KEY = Pattern.compile("[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
    private static final Pattern ANNOTATION_KEY =
            Pattern.compile("([a-z0-9.-]{1,253}/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");

    private static final int MAX_DISPLAY_NAME = 63;
    private static final int MAX_DESCRIPTION = 1050;

    Metadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Reads {@code metadata}; empty, with a problem recorded, when there is no name. */
    static Optional<Metadata> read(Fields document, Reading reading, boolean isOpenSlo) {
        Optional<Fields> metadata = document.requiredFields("metadata");
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        Fields head = metadata.get();
        Optional<String> name = head.requiredText("name");
        name.ifPresent(text -> checkName(head, "name", text, isOpenSlo ? reading : Reading.LENIENT, isOpenSlo));
        Optional<String> displayName = head.holds("displayName") ? head.text("displayName") : Optional.empty();
        displayName
                .filter(text -> text.length() > MAX_DISPLAY_NAME)
                .ifPresent(text -> reading.report(
                        head,
                        "displayName",
                        "has " + text.length() + " characters; OpenSLO allows " + MAX_DISPLAY_NAME));
        Map<String, String> labels = labels(head, reading, isOpenSlo);
        Map<String, String> annotations = annotations(head, reading);
        head.done();
        return name.map(text -> new Metadata(text, displayName.orElse(text), labels, annotations));
    }

    /** A reference, which is a name: the same letters are allowed. */
    static Optional<String> reference(Fields fields, String key, Reading reading) {
        Optional<String> name = fields.holds(key) ? fields.text(key) : Optional.empty();
        name.ifPresent(text -> checkName(fields, key, text, reading, true));
        return name;
    }

    /** The text for people that most specs have. */
    static String description(Fields spec, Reading reading) {
        Optional<String> description = spec.holds("description") ? spec.text("description") : Optional.empty();
        description
                .filter(text -> text.length() > MAX_DESCRIPTION)
                .ifPresent(text -> reading.report(
                        spec,
                        "description",
                        "has " + text.length() + " characters; OpenSLO allows " + MAX_DESCRIPTION));
        return description.orElse("");
    }

    /** A name stands in addresses, keys and labels; OpenSLO wants a DNS label and lets others through. */
    private static void checkName(Fields fields, String key, String name, Reading reading, boolean wantsDnsLabel) {
        if (!NAME.matcher(name).matches()) {
            fields.error(key, "'" + name + "' must have 1 to 128 letters, digits, spaces or . _ : -");
        } else if (wantsDnsLabel && !DNS_LABEL.matcher(name).matches()) {
            reading.report(
                    fields, key, "'" + name + "' is not a DNS label (a-z 0-9 -, at most 63), which OpenSLO asks for");
        }
    }

    /** OpenSLO lets a label be text or a list of texts; a list becomes one comma-separated label. */
    private static Map<String, String> labels(Fields head, Reading reading, boolean isOpenSlo) {
        Map<String, String> labels = new LinkedHashMap<>();
        entries(head, "labels")
                .ifPresent(entries -> entries.all().forEach((label, value) -> {
                    if (isOpenSlo && !LABEL_KEY.matcher(label).matches()) {
                        reading.report(
                                entries,
                                label,
                                "is not a label's name as OpenSLO wants it: A-Z a-z 0-9 - . _, at most 63");
                    }
                    text(entries, value).ifPresent(text -> labels.put(label, text));
                }));
        return labels;
    }

    private static Optional<String> text(Fields entries, Element value) {
        if (!value.isList()) {
            return value.asText(entries.problems());
        }
        List<String> texts = new ArrayList<>();
        value.asList(entries.problems())
                .forEach(item -> item.asText(entries.problems()).ifPresent(texts::add));
        return Optional.of(String.join(",", texts));
    }

    private static Map<String, String> annotations(Fields head, Reading reading) {
        Map<String, String> annotations = new LinkedHashMap<>();
        entries(head, "annotations")
                .ifPresent(entries -> entries.all().forEach((name, value) -> {
                    if (!ANNOTATION_KEY.matcher(name).matches()) {
                        reading.report(
                                entries,
                                name,
                                "is not an annotation's name as OpenSLO wants it: an optional prefix/, then"
                                        + " A-Z a-z 0-9 - . _, at most 63");
                    }
                    value.asText(entries.problems()).ifPresent(text -> annotations.put(name, text));
                }));
        return annotations;
    }

    private static Optional<Fields> entries(Fields head, String key) {
        return head.holds(key) ? head.fields(key) : Optional.empty();
    }
}
