package slipstream.ingest.netlify;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.Endpoint;
import slipstream.ingest.door.SecretFile;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.source.SourceContext;

/**
 * What is said about a log drain.
 *
 * @param authorization the header that the drain sends
 * @param labels put on everything; {@code service} names the site
 */
public record NetlifySettings(String endpoint, Authorization authorization, Map<String, String> labels)
        implements DoorSettings {
    private static final String SECTION = "netlify";
    private static final String DEFAULT_ENDPOINT = "/ingest/netlify";

    public NetlifySettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(authorization, "authorization");
        labels = Map.copyOf(labels);
    }

    /** Reads the section of the {@code receivers}; empty when it is absent, or a problem was recorded. */
    public static Stream<NetlifySettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(section -> readSection(section, configDir)).stream();
    }

    private static Optional<NetlifySettings> readSection(Fields section, Path configDir) {
        Optional<String> endpoint = Endpoint.read(section, DEFAULT_ENDPOINT);
        if (!section.has("authorization_file")) {
            section.missing("authorization_file");
        }
        Optional<Authorization> authorization =
                SecretFile.read(section, "authorization_file", configDir, Authorization::new);
        Map<String, String> labels = section.map("labels");
        boolean isNamed = isNamed(section, labels);
        section.done();
        if (endpoint.isEmpty() || authorization.isEmpty() || !isNamed) {
            return Optional.empty();
        }
        return Optional.of(new NetlifySettings(endpoint.get(), authorization.get(), labels));
    }

    private static boolean isNamed(Fields section, Map<String, String> labels) {
        if (!labels.containsKey(Labels.SERVICE)) {
            section.error("labels", "the label service is required: the drain does not name the site");
            return false;
        }
        try {
            ObservationRules.name("labels.service", labels.get(Labels.SERVICE));
            return true;
        } catch (RejectedObservationException e) {
            section.error("labels", e.getMessage());
            return false;
        }
    }

    @Override
    public Door open(SourceContext context, String ownPrefix) {
        NetlifyDecoder decoder = new NetlifyDecoder(
                Labels.of(labels),
                new ObservationCodec(context.bounds()),
                LineFormat.of("netlify", Map.of(), List.of(), ZoneOffset.UTC).newParser(labels, context.bounds()));
        return new NetlifyDoor(endpoint, authorization, decoder);
    }
}
