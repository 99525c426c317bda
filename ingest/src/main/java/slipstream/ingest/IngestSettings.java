package slipstream.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.ingest.probe.ProbeSettings;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.tail.FileLogSettings;

/** What comes in: the log files and the HTTP receiver of {@code ingest.yml}, and the probes of {@code probes.yml}. */
public record IngestSettings(
        List<FileLogSettings> files, Optional<ProbeSettings> probes, Optional<ReceiverSettings> http) {
    public static final String INGEST_FILE = "ingest.yml";
    public static final String PROBES_FILE = "probes.yml";

    public IngestSettings {
        files = List.copyOf(files);
        Objects.requireNonNull(probes, "probes");
        Objects.requireNonNull(http, "http");
    }

    /** Log files only. */
    public static IngestSettings ofFiles(FileLogSettings... files) {
        return new IngestSettings(List.of(files), Optional.empty(), Optional.empty());
    }

    /** Whether nothing comes in at all. */
    public boolean isEmpty() {
        return files.isEmpty() && probes.isEmpty() && http.isEmpty();
    }

    /** Reads both files of a folder, each of which may be absent; what has problems is left out and the problems are recorded. */
    public static IngestSettings read(Path configDir, Problems problems) {
        Optional<ProbeSettings> probes = ProbeSettings.read(configDir.resolve(PROBES_FILE), problems);
        Path ingest = configDir.resolve(INGEST_FILE);
        List<Element> documents = Files.exists(ingest) ? YamlReader.read(ingest, problems) : List.of();
        if (documents.size() > 1) {
            problems.error(documents.get(1).where(), "", "the file must have one document, this is another");
        }
        Optional<Fields> root = documents.stream().findFirst().flatMap(document -> document.asFields(problems));
        Optional<Fields> receivers = root.flatMap(fields -> fields.requiredFields("receivers"));
        root.ifPresent(Fields::done);
        List<FileLogSettings> files = new ArrayList<>();
        receivers.ifPresent(section -> section.listOfFields("filelog")
                .forEach(entry -> FileLogSettings.read(entry, configDir).ifPresent(files::add)));
        Optional<ReceiverSettings> http =
                receivers.flatMap(section -> section.fields("http")).flatMap(ReceiverSettings::read);
        receivers.ifPresent(Fields::done);
        return new IngestSettings(files, probes, http);
    }
}
