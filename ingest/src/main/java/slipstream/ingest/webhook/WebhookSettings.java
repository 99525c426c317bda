package slipstream.ingest.webhook;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationCodec;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.Endpoint;
import slipstream.ingest.door.SecretFile;
import slipstream.ingest.source.SourceContext;

/**
 * What is said about one webhook.
 *
 * @param signature how its sender is known
 * @param mapping what is made of its body
 */
public record WebhookSettings(String endpoint, Signature signature, Mapping mapping) implements DoorSettings {
    private static final String SECTION = "webhooks";

    public WebhookSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(mapping, "mapping");
    }

    /** Reads the section of the {@code receivers}; an entry that has a problem is left out and the problem is recorded. */
    public static Stream<WebhookSettings> read(Fields receivers, Path configDir) {
        return receivers.listOfFields(SECTION).stream().flatMap(entry -> readEntry(entry, configDir).stream());
    }

    private static Optional<WebhookSettings> readEntry(Fields entry, Path configDir) {
        Optional<String> endpoint = Endpoint.readRequired(entry);
        String scheme =
                entry.oneOf("signature", "standard", "github", "netlify").orElse("standard");
        if (!entry.has("secret_file")) {
            entry.missing("secret_file");
        }
        Optional<Signature> signature =
                SecretFile.read(entry, "secret_file", configDir, text -> signature(scheme, text));
        Optional<Mapping> mapping = Mapping.read(entry);
        entry.done();
        if (endpoint.isEmpty() || signature.isEmpty() || mapping.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WebhookSettings(endpoint.get(), signature.get(), mapping.get()));
    }

    /** While a key is replaced, the old and the new one stand one to a line. */
    private static Signature signature(String scheme, String text) {
        return switch (scheme) {
            case "github" -> new GitHubSignature(secrets(text, Secret::text));
            case "netlify" -> new NetlifySignature(secrets(text, Secret::text));
            default -> new StandardSignature(secrets(text, Secret::standard));
        };
    }

    private static List<Secret> secrets(String text, Function<String, Secret> secret) {
        return text.lines().map(secret).toList();
    }

    @Override
    public Door open(SourceContext context, String ownPrefix) {
        return new WebhookDoor(this, new ObservationCodec(context.bounds()), context.clock());
    }
}
