package slipstream.contract.slo;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** The SLI and DataSource documents of a configuration, which SLO documents refer to by name. Not thread-safe. */
final class Indicators {
    private final Map<String, Fields> documents = new TreeMap<>();
    private final Map<String, String> sourceTypes = new TreeMap<>();
    private final Set<String> referred = new HashSet<>();

    void add(String name, Fields document) {
        DefinitionsReader.registerOnce(documents, name, document);
    }

    /** Remembers what type of source a name stands for; nothing else about it matters here. */
    void addSource(String name, Fields document) {
        String type = document.fields("spec").flatMap(spec -> spec.text("type")).orElse("");
        sourceTypes.put(name, type);
    }

    /** The indicator of an SLO, which is inline or a reference. */
    Optional<Indicator> of(Fields slo, List<Fields> objectives) {
        Optional<Fields> inline = slo.fields("indicator");
        Optional<String> reference = slo.text("indicatorRef");
        boolean isComposite = objectives.stream().anyMatch(Indicators::hasIndicator);
        if (isComposite) {
            slo.error("objectives", "composite SLOs (an indicator on each objective) are not supported yet");
            return Optional.empty();
        }
        if (slo.has("indicator") == slo.has("indicatorRef")) {
            slo.error("indicator", "needs exactly one of indicator and indicatorRef");
            return Optional.empty();
        }
        return inline.isPresent()
                ? read(inline.get(), objectives)
                : reference.flatMap(name -> named(name, slo, objectives));
    }

    /** Reports what is wrong with indicators that no SLO refers to: a slip in the reference must not hide them. */
    void checkUnreferred() {
        documents.forEach((name, document) -> {
            if (referred.contains(name)) {
                return;
            }
            document.warning("metadata", "no SLO refers to the SLI '" + name + "'");
            spec(document).ifPresent(spec -> new IndicatorReader(spec, sourceTypes).check());
        });
    }

    private static boolean hasIndicator(Fields objective) {
        boolean inline = objective.has("indicator");
        return objective.has("indicatorRef") || inline;
    }

    private Optional<Indicator> named(String name, Fields slo, List<Fields> objectives) {
        Fields document = documents.get(name);
        if (document == null) {
            slo.error("indicatorRef", "there is no SLI '" + name + "'" + Spelling.suggestion(name, documents.keySet()));
            return Optional.empty();
        }
        referred.add(name);
        return read(document, objectives);
    }

    private Optional<Indicator> read(Fields document, List<Fields> objectives) {
        return spec(document).flatMap(spec -> new IndicatorReader(spec, sourceTypes).read(objectives));
    }

    /** The part that counts; the name is known already, and labels of an indicator are for people. */
    private static Optional<Fields> spec(Fields document) {
        document.element("metadata");
        Optional<Fields> spec = document.requiredFields("spec");
        document.done();
        return spec;
    }
}
