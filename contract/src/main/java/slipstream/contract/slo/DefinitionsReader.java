package slipstream.contract.slo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.Spelling;

/**
 * Turns documents into definitions: those of OpenSLO v1, and of {@value #EXTENSION_VERSION} for what OpenSLO cannot say. All problems
 * are collected; a document that the spec's own examples would fail on is accepted with a warning unless strictness is asked for.
 */
public final class DefinitionsReader {
    /** The documents of OpenSLO that are read. */
    public static final String API_VERSION = "openslo/v1";

    /** The documents of our own. */
    public static final String EXTENSION_VERSION = "slipstream/v1";

    /** Where on the class path the JSON Schema of all kinds lies. */
    public static final String SCHEMA_RESOURCE = "/slipstream/definitions.schema.json";

    private final Registry registry;

    private DefinitionsReader(Registry registry) {
        this.registry = registry;
    }

    /** Reads the definitions of all documents leniently; those with errors are left out and their problems recorded. */
    public static Catalogue read(List<Element> documents, Problems problems) {
        return read(documents, problems, Reading.LENIENT);
    }

    /** As {@link #read(List, Problems)}, and as exact as wanted. */
    public static Catalogue read(List<Element> documents, Problems problems, Reading reading) {
        DefinitionsReader reader = new DefinitionsReader(new Registry(problems, reading));
        documents.forEach(document -> document.asFields(problems).ifPresent(reader::register));
        return reader.catalogue();
    }

    /** The JSON Schema of all kinds, from which editors complete. */
    public static String schema() {
        try (InputStream schema =
                Objects.requireNonNull(DefinitionsReader.class.getResourceAsStream(SCHEMA_RESOURCE), SCHEMA_RESOURCE)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema cannot be read from the jar", e);
        }
    }

    private void register(Fields root) {
        Optional<String> apiVersion = root.requiredText("apiVersion");
        Optional<String> word = root.requiredText("kind");
        if (apiVersion.isEmpty() || word.isEmpty()) {
            return;
        }
        Optional<Kind> kind = Kind.of(apiVersion.get(), word.get());
        if (kind.isEmpty()) {
            refuse(root, apiVersion.get(), word.get());
            return;
        }
        int errorsBefore = registry.problems().errorCount();
        Optional<Metadata> metadata =
                Metadata.read(root, registry.reading(), kind.get().isOpenSlo());
        root.element("spec");
        root.done();
        boolean isSound = registry.problems().errorCount() == errorsBefore;
        metadata.ifPresent(head -> registry.add(new Document(kind.get(), head, root, isSound)));
    }

    private static void refuse(Fields root, String apiVersion, String word) {
        List<String> versions = List.of(API_VERSION, EXTENSION_VERSION);
        if (versions.contains(apiVersion)) {
            String other = versions.get(1 - versions.indexOf(apiVersion));
            String hint = Kind.of(other, word).isPresent()
                    ? "; it is one of " + other
                    : Spelling.suggestion(word, Kind.words(apiVersion));
            root.error("kind", "'" + word + "' is not a kind of " + apiVersion + hint);
        } else if (apiVersion.equals("openslo/v1alpha")) {
            root.error(
                    "apiVersion",
                    "'openslo/v1alpha' (Sloth's) is not read: make it openslo/v1, move ratioMetrics of an objective to"
                            + " spec.indicator.spec.ratioMetric with a metricSource under good and total, and write timeWindows"
                            + " as timeWindow: [{duration: 30d, isRolling: true}]");
        } else {
            root.error(
                    "apiVersion",
                    "'" + apiVersion + "' is not read here, " + API_VERSION + " and " + EXTENSION_VERSION + " are");
        }
    }

    private Catalogue catalogue() {
        Exclusions exclusions = new ExclusionsReader(registry).read();
        List<SloDefinition> slos = new ArrayList<>();
        List<RuleDefinition> rules = new ArrayList<>();
        for (Document document : registry.all(Kind.SLO)) {
            keep(document, new SloReader(document, registry).read(exclusions), slos);
        }
        for (Document document : registry.all(Kind.INCIDENT_OBJECTIVE)) {
            keep(document, new IncidentObjectiveReader(document, registry).read(exclusions), slos);
        }
        for (Document document : registry.all(Kind.ALERT_RULE)) {
            keep(document, new RuleReader(document, registry).read(exclusions), rules);
        }
        new Leftovers(registry).check();
        return new Catalogue(slos, rules, registry.unfinished());
    }

    private static <T> void keep(Document document, Optional<T> definition, List<T> definitions) {
        definition.filter(read -> document.isSound()).ifPresent(definitions::add);
    }
}
