package slipstream.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import slipstream.alerting.AlertingSettings;
import slipstream.contract.document.Element;
import slipstream.contract.document.Location;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.SloDefinition;
import slipstream.ingest.IngestSettings;
import slipstream.streams.classify.Definitions;

/**
 * Everything a configuration folder says: the files that have a name of their own, and SLO documents in all other YAML files,
 * also in folders below.
 */
record Configuration(
        Path folder, Definitions definitions, IngestSettings ingest, AlertingSettings alerting, AppSettings app) {
    private static final Set<String> NAMED_FILES =
            Set.of(AppSettings.FILE, IngestSettings.INGEST_FILE, IngestSettings.PROBES_FILE, AlertingSettings.FILE);

    /** Reads a folder; everything wrong with it ends up in {@code problems}. */
    static Configuration read(Path folder, Problems problems) {
        List<SloDefinition> slos = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            slos.addAll(DefinitionsReader.read(documents(folder, problems), problems));
        } else {
            problems.error(Location.startOf(folder.toString()), "", "there is no such folder");
        }
        return new Configuration(
                folder,
                Definitions.compile(slos, problems),
                IngestSettings.read(folder, problems),
                AlertingSettings.read(folder, problems),
                AppSettings.read(folder, problems));
    }

    /** Reads a folder that has to be free of errors; warnings go to standard error. */
    static Configuration require(Path folder) {
        Problems problems = new Problems();
        Configuration configuration = read(folder, problems);
        problems.throwIfErrors();
        problems.all().forEach(warning -> System.err.println(warning));
        return configuration;
    }

    private static List<Element> documents(Path folder, Problems problems) {
        List<Element> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> isDocument(folder, file))
                    .sorted()
                    .forEach(file -> documents.addAll(YamlReader.read(file, problems)));
        } catch (IOException e) {
            problems.error(Location.startOf(folder.toString()), "", "the folder cannot be read: " + e.getMessage());
        }
        return documents;
    }

    private static boolean isDocument(Path folder, Path file) {
        Path relative = folder.relativize(file);
        for (Path part : relative) {
            if (part.toString().startsWith(".") && !part.toString().isEmpty()) {
                return false;
            }
        }
        String name = file.getFileName().toString();
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
        boolean isNamed = relative.getNameCount() == 1 && NAMED_FILES.contains(name);
        return isYaml && !isNamed && Files.isRegularFile(file);
    }
}
