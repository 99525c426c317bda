package slipstream.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.oncall.Oncall;
import slipstream.contract.document.Location;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.Reading;
import slipstream.ingest.IngestSettings;
import slipstream.streams.classify.Definitions;
import slipstream.streams.define.DefinitionFiles;

/**
 * Everything a configuration folder says: the files that have a name of their own, and SLO documents in all other YAML files,
 * also in folders below.
 */
record Configuration(
        Path folder,
        DefinitionFiles files,
        Definitions definitions,
        IngestSettings ingest,
        AlertingSettings alerting,
        AppSettings app) {
    private static final Set<String> NAMED_FILES = Set.of(
            AppSettings.FILE,
            IngestSettings.INGEST_FILE,
            IngestSettings.PROBES_FILE,
            AlertingSettings.FILE,
            Oncall.FILE);

    /** Where the target files of probes are by convention; they are lists of targets, and read by the probes alone. */
    private static final String TARGETS_FOLDER = "targets";

    /** Reads a folder; everything wrong with it ends up in {@code problems}. */
    static Configuration read(Path folder, Problems problems) {
        return read(folder, problems, Reading.LENIENT);
    }

    /** @param reading how exactly documents of OpenSLO are held to it */
    static Configuration read(Path folder, Problems problems, Reading reading) {
        DefinitionFiles files = files(folder, problems);
        return new Configuration(
                folder,
                files,
                files.compile(problems, reading),
                IngestSettings.read(folder, problems),
                AlertingSettings.read(folder, problems),
                AppSettings.read(folder, problems));
    }

    /** Reads the SLOs and rules alone, of a folder or of a single file. */
    static Definitions definitions(Path folder, Problems problems, Reading reading) {
        return files(folder, problems).compile(problems, reading);
    }

    /** The documents of a folder, or of a single file, as text; empty files among them are problems already. */
    static DefinitionFiles files(Path folder, Problems problems) {
        Map<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(file -> isDocument(folder, file))
                        .forEach(file -> read(file, folder.relativize(file).toString(), texts, problems));
            } catch (IOException e) {
                problems.error(Location.startOf(folder.toString()), "", "the folder cannot be read: " + e.getMessage());
            }
        } else if (Files.isRegularFile(folder)) {
            read(folder, folder.toString(), texts, problems);
        } else {
            problems.error(Location.startOf(folder.toString()), "", "there is no such folder");
        }
        return new DefinitionFiles(Files.isDirectory(folder) ? folder + "/" : "", texts);
    }

    private static void read(Path file, String path, Map<String, String> texts, Problems problems) {
        YamlReader.text(file, file.toString(), problems).ifPresent(text -> texts.put(path, text));
    }

    /** Reads a folder that has to be free of errors; warnings go to standard error. */
    static Configuration require(Path folder) {
        Problems problems = new Problems();
        Configuration configuration = read(folder, problems);
        problems.throwIfErrors();
        problems.all().forEach(warning -> System.err.println(warning));
        return configuration;
    }

    private static boolean isDocument(Path folder, Path file) {
        Path relative = folder.relativize(file);
        for (Path part : relative) {
            if (part.toString().startsWith(".") && !part.toString().isEmpty()) {
                return false;
            }
        }
        String name = file.getFileName().toString();
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        boolean isNamed = relative.getNameCount() == 1 && NAMED_FILES.contains(name);
        return isYaml && !isNamed && !relative.startsWith(TARGETS_FOLDER) && Files.isRegularFile(file);
    }
}
