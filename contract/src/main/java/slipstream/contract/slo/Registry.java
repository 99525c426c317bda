package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.Spelling;

/** All documents of a configuration by their names, for those that refer to each other. Not thread-safe. */
final class Registry {
    private final Problems problems;
    private final Reading reading;
    private final Map<String, Map<String, Document>> byNamespace = new HashMap<>();
    private final Set<Document> referred = new HashSet<>();
    private final List<Indicator> unfinished = new ArrayList<>();

    Registry(Problems problems, Reading reading) {
        this.problems = problems;
        this.reading = reading;
    }

    /** Keeps the indicators of a definition that has errors: what is wrong with them is to be told too. */
    void addUnfinished(List<Indicator> indicators) {
        unfinished.addAll(indicators);
    }

    List<Indicator> unfinished() {
        return unfinished;
    }

    Problems problems() {
        return problems;
    }

    Reading reading() {
        return reading;
    }

    /** Registers a document by its name, which only one of a namespace may have. */
    void add(Document document) {
        Document before = names(document.kind()).putIfAbsent(document.name(), document);
        if (before == null) {
            return;
        }
        String taken = "the name '" + document.name() + "' is taken already, at "
                + before.root().where();
        if (document.kind().isForPeople()) {
            document.root()
                    .warning("metadata", taken + "; this " + document.kind().word() + " is ignored");
        } else {
            document.root().error("metadata", taken);
        }
    }

    /** The documents of a kind, in the order of their names. */
    List<Document> all(Kind kind) {
        return names(kind).values().stream()
                .filter(document -> document.kind() == kind)
                .toList();
    }

    /** The document that a reference names; it counts as referred to from now on. */
    Optional<Document> find(Kind kind, String name) {
        Optional<Document> found = Optional.ofNullable(names(kind).get(name));
        found.ifPresent(referred::add);
        return found;
    }

    boolean isReferredTo(Document document) {
        return referred.contains(document);
    }

    /** What to say about a reference that names nothing. */
    String nothingCalled(Kind kind, String name) {
        return "there is no " + kind.word() + " '" + name + "'" + Spelling.suggestion(name, namesOf(kind));
    }

    Collection<String> namesOf(Kind kind) {
        return names(kind).keySet();
    }

    /** What is written out in place, with a head of its own, which may be missing. */
    Document inline(Kind kind, Fields item) {
        if (item.holds("kind")) {
            item.oneOf("kind", kind.word());
        } else if (reading == Reading.STRICT) {
            item.missing("kind");
        }
        Optional<Metadata> metadata = item.holds("metadata") || reading == Reading.STRICT
                ? Metadata.read(item, reading, true)
                : Optional.empty();
        item.element("spec");
        return new Document(kind, metadata.orElse(new Metadata("", "", Map.of(), Map.of())), item, true);
    }

    private Map<String, Document> names(Kind kind) {
        return byNamespace.computeIfAbsent(kind.namespace(), namespace -> new TreeMap<>());
    }
}
