package slipstream.ingest.receive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * Where the receiver listens and how much it takes.
 *
 * @param listen the address and, if one is asked for, the token
 */
public record ReceiverSettings(ListenAddress listen, ReceiverLimits limits) implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "http";

    /** Next to the query API on 8080. */
    public static final String DEFAULT_LISTEN = "127.0.0.1:8081";

    public ReceiverSettings {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(limits, "limits");
    }

    /** Listening there with the default limits. */
    public static ReceiverSettings at(ListenAddress listen) {
        return new ReceiverSettings(listen, ReceiverLimits.DEFAULTS);
    }

    @Override
    public String summary() {
        return "HTTP on " + listen.host() + ":" + listen.port();
    }

    @Override
    public Source open(SourceContext context) {
        return new HttpReceiver(this, context.sink(), context.bounds(), context.clock(), context.metrics());
    }

    /** Reads the section of the {@code receivers}; empty when it is absent, or a problem was recorded. */
    public static Optional<ReceiverSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(http -> readHttp(http, configDir));
    }

    static Optional<ReceiverSettings> readHttp(Fields httpSection, Path configDir) {
        String listen = httpSection.text("listen").orElse(DEFAULT_LISTEN);
        Optional<AccessToken> token = Optional.empty();
        boolean readable = true;
        if (httpSection.has("token_file")) {
            token = httpSection.text("token_file").flatMap(file -> readToken(httpSection, configDir.resolve(file)));
            readable = token.isPresent();
        }
        httpSection.done();
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(at(ListenAddress.parse(listen, token)));
        } catch (IllegalArgumentException e) {
            httpSection.error("listen", e.getMessage());
            return Optional.empty();
        }
    }

    /** A relative file lies beside the configuration that names it. */
    private static Optional<AccessToken> readToken(Fields section, Path path) {
        try {
            String token = Files.readString(path, StandardCharsets.UTF_8);
            if (token.endsWith("\n")) {
                token = token.substring(0, token.length() - (token.endsWith("\r\n") ? 2 : 1));
            }
            if (isReadableByAll(path)) {
                section.warning("token_file", "every user of this machine can read it; chmod 600 keeps it to one");
            }
            return Optional.of(new AccessToken(token));
        } catch (IOException e) {
            section.error("token_file", "cannot be read as text: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            section.error("token_file", e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isReadableByAll(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    }
}
