package slipstream.ingest.heartbeat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.listen.AccessToken;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.SecretFile;
import slipstream.ingest.source.SourceContext;

/** The jobs that are expected to tell that they ran: {@code heartbeats} in {@code probes.yml}. */
public record HeartbeatSettings(List<Heartbeat> heartbeats) implements DoorSettings {
    private static final String SECTION = "heartbeats";
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    public HeartbeatSettings {
        heartbeats = List.copyOf(heartbeats);
    }

    /** Reads one key of the file; what else is wrong with the file is for the reader of the probes to say. Empty when there is none. */
    public static Optional<HeartbeatSettings> read(Path probesYml, Problems problems) {
        if (Files.notExists(probesYml)) {
            return Optional.empty();
        }
        List<Element> documents = YamlReader.read(probesYml, new Problems());
        if (documents.size() != 1 || documents.get(0).asFields(new Problems()).isEmpty()) {
            return Optional.empty();
        }
        Fields root = documents.get(0).asFields(problems).orElseThrow();
        Path folder = probesYml.toAbsolutePath().getParent();
        Set<String> names = new HashSet<>();
        List<Heartbeat> heartbeats = new ArrayList<>();
        for (Fields entry : root.listOfFields(SECTION)) {
            readEntry(entry, folder).ifPresent(heartbeat -> {
                if (names.add(heartbeat.name())) {
                    heartbeats.add(heartbeat);
                } else {
                    entry.error("name", "the heartbeat '" + heartbeat.name() + "' exists already");
                }
            });
        }
        return heartbeats.isEmpty() ? Optional.empty() : Optional.of(new HeartbeatSettings(heartbeats));
    }

    private static Optional<Heartbeat> readEntry(Fields entry, Path folder) {
        Optional<String> name = name(entry, "name", entry.requiredText("name"));
        if (!entry.has("interval")) {
            entry.missing("interval");
        }
        Optional<Duration> interval = entry.duration("interval");
        if (interval.isPresent() && interval.get().compareTo(MIN_INTERVAL) < 0) {
            entry.error("interval", "must be at least 1s, is " + interval.get().toMillis() + "ms");
            interval = Optional.empty();
        }
        Duration grace = entry.duration("grace").orElse(Duration.ZERO);
        Optional<AccessToken> token = SecretFile.token(entry, "token_file", folder);
        boolean readable = token.isPresent() == entry.has("token_file");
        Map<String, String> labels = new LinkedHashMap<>(entry.map("labels"));
        Optional<String> service = name(
                entry, "labels", Optional.ofNullable(labels.remove("service")).or(() -> name));
        entry.done();
        if (name.isEmpty() || interval.isEmpty() || service.isEmpty() || !readable) {
            return Optional.empty();
        }
        return Optional.of(new Heartbeat(name.get(), service.get(), interval.get(), grace, token, labels));
    }

    /** A name that can stand in a path, too. */
    private static Optional<String> name(Fields entry, String key, Optional<String> text) {
        if (text.isEmpty()) {
            return text;
        }
        try {
            String name = ObservationRules.name(key, text.get());
            if (!key.equals("name") || name.indexOf('/') < 0) {
                return text;
            }
            entry.error(key, "must not have a /, because it stands in a path");
        } catch (RejectedObservationException e) {
            entry.error(key, e.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public Door open(SourceContext context, String ownPrefix) {
        return new HeartbeatDoor(heartbeats, context);
    }
}
