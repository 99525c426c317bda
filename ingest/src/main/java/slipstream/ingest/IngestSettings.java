package slipstream.ingest;

import static java.util.stream.Collectors.joining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.heartbeat.HeartbeatSettings;
import slipstream.ingest.probe.ProbeSettings;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.source.SourceSettings;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.TailSettings;

/** What comes in: the receivers of {@code ingest.yml}, and the probes of {@code probes.yml}. */
public record IngestSettings(List<SourceSettings> sources) {
    public static final String INGEST_FILE = "ingest.yml";
    public static final String PROBES_FILE = "probes.yml";

    public IngestSettings {
        sources = List.copyOf(sources);
    }

    /** Log files only. */
    public static IngestSettings ofFiles(FileLogSettings... files) {
        return new IngestSettings(List.of(new TailSettings(List.of(files))));
    }

    /** Whether nothing comes in at all. */
    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** What comes in, in a few words for people. */
    public String summary() {
        return isEmpty()
                ? "no sources"
                : sources.stream().map(SourceSettings::summary).collect(joining(", "));
    }

    /** What is said about one kind of source. */
    <S extends SourceSettings> Stream<S> of(Class<S> kind) {
        return sources.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Reads both files of a folder, each of which may be absent; what has problems is left out and the problems are recorded. */
    public static IngestSettings read(Path configDir, Problems problems) {
        List<SourceSettings> sources = new ArrayList<>();
        receivers(configDir, problems).ifPresent(receivers -> {
            sources.addAll(SourceCatalogue.read(receivers, configDir));
            receivers.done();
        });
        Path probes = configDir.resolve(PROBES_FILE);
        HeartbeatSettings.read(probes, problems).ifPresent(heartbeats -> addDoor(sources, heartbeats));
        ProbeSettings.read(probes, problems)
                .filter(settings -> !settings.jobs().isEmpty())
                .ifPresent(sources::add);
        return new IngestSettings(sources);
    }

    /** A door of another file than the server's: the server gets it, and is made when there is none yet. */
    private static void addDoor(List<SourceSettings> sources, DoorSettings door) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ReceiverSettings receiver
                    && receiver.name().equals(ReceiverSettings.SECTION)) {
                sources.set(i, receiver.with(door));
                return;
            }
        }
        sources.add(ReceiverSettings.standard().with(door));
    }

    private static Optional<Fields> receivers(Path configDir, Problems problems) {
        Path file = configDir.resolve(INGEST_FILE);
        List<Element> documents = Files.exists(file) ? YamlReader.read(file, problems) : List.of();
        if (documents.size() > 1) {
            problems.error(documents.get(1).where(), "", "the file must have one document, this is another");
        }
        Optional<Fields> root = documents.stream().findFirst().flatMap(document -> document.asFields(problems));
        Optional<Fields> receivers = root.flatMap(fields -> fields.requiredFields("receivers"));
        root.ifPresent(Fields::done);
        return receivers;
    }
}
