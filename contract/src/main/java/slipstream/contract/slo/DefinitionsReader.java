package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.Spelling;

/**
 * Turns OpenSLO v1 documents into definitions: SLOs with their indicators, inline or by reference. All problems are
 * collected; a document that the spec's own examples would fail on is accepted with a warning.
 */
public final class DefinitionsReader {
    /** The documents this reader is for. */
    public static final String API_VERSION = "openslo/v1";

    private static final List<String> KINDS =
            List.of("SLO", "SLI", "Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget");

    private final Problems problems;
    private final Indicators indicators = new Indicators();
    private final Map<String, Fields> slos = new TreeMap<>();

    private DefinitionsReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads the definitions of all documents; those with errors are left out and their problems recorded. */
    public static List<SloDefinition> read(List<Element> documents, Problems problems) {
        DefinitionsReader reader = new DefinitionsReader(problems);
        documents.forEach(reader::register);
        return reader.definitions();
    }

    private void register(Element document) {
        Optional<Fields> fields = document.asFields(problems);
        if (fields.isEmpty()) {
            return;
        }
        Fields root = fields.get();
        Optional<String> apiVersion = root.requiredText("apiVersion");
        Optional<String> kind = root.requiredText("kind");
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            return;
        }
        if (!apiVersion.get().equals(API_VERSION)) {
            root.error("apiVersion", "'" + apiVersion.get() + "' is not supported yet, " + API_VERSION + " is");
            return;
        }
        Optional<String> name = root.requiredFields("metadata").flatMap(metadata -> metadata.requiredText("name"));
        if (name.isEmpty()) {
            return;
        }
        switch (kind.get()) {
            case "SLO" -> registerOnce(slos, name.get(), root);
            case "SLI" -> indicators.add(name.get(), root);
            case "DataSource" -> indicators.addSource(name.get(), root);
            case "Service" -> {
                // It names a service for people; nothing that is computed depends on it.
            }
            case "AlertPolicy", "AlertCondition", "AlertNotificationTarget" ->
                root.error(
                        "kind",
                        kind.get() + " is not supported yet: every SLO gets the standard four burn-rate window pairs,"
                                + " and alertmanager.yml says who is told");
            default ->
                root.error(
                        "kind",
                        "'" + kind.get() + "' is not a kind of " + API_VERSION
                                + Spelling.suggestion(kind.get(), KINDS));
        }
    }

    /** Registers a document by its name, which only one of a kind may have. */
    static void registerOnce(Map<String, Fields> registry, String name, Fields document) {
        Fields before = registry.putIfAbsent(name, document);
        if (before != null) {
            document.error("metadata", "the name '" + name + "' is taken already, at " + before.where());
        }
    }

    private List<SloDefinition> definitions() {
        List<SloDefinition> definitions = new ArrayList<>();
        for (Map.Entry<String, Fields> slo : slos.entrySet()) {
            new SloReader(slo.getKey(), slo.getValue(), indicators, problems)
                    .read()
                    .ifPresent(definitions::add);
        }
        indicators.checkUnreferred();
        return definitions;
    }
}
