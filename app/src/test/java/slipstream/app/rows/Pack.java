package slipstream.app.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import slipstream.contract.document.Element;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.Reading;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.classify.Definitions;

/** What one folder of {@code examples/} defines: nothing but its YAML. */
final class Pack {
    private static final Set<String> NO_DEFINITIONS =
            Set.of("slipstream.yml", "ingest.yml", "probes.yml", "alertmanager.yml", "oncall.yml");

    private final String name;
    private final Catalogue catalogue;

    private Pack(String name, Catalogue catalogue) {
        this.name = name;
        this.catalogue = catalogue;
    }

    /** Reads a pack; a problem that is an error fails the test. */
    static Pack named(String name) {
        Problems problems = new Problems();
        List<Element> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder(name))) {
            files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !NO_DEFINITIONS.contains(file.getFileName().toString()))
                    .sorted()
                    .forEach(file -> documents.addAll(YamlReader.read(file, problems)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Pack pack = new Pack(name, DefinitionsReader.read(documents, problems, Reading.LENIENT));
        problems.throwIfErrors();
        return pack;
    }

    /** Where it stands. */
    static Path folder(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("examples").resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("there is no folder examples/" + name + " here or above");
    }

    List<SloDefinition> slos() {
        return catalogue.slos();
    }

    SloDefinition slo(String slo) {
        return catalogue.slos().stream()
                .filter(definition -> definition.id().name().equals(slo))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no SLO " + slo));
    }

    /** The same pack with one SLO alone, which is quicker to run where only that is looked at. */
    Pack only(String slo) {
        return new Pack(name, new Catalogue(List.of(slo(slo)), List.of()));
    }

    Definitions compiled() {
        Problems problems = new Problems();
        Definitions definitions = Definitions.compile(catalogue, problems);
        problems.throwIfErrors();
        return definitions;
    }

    @Override
    public String toString() {
        return name;
    }
}
