package slipstream.ingest.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.function.Function;
import slipstream.contract.document.Fields;
import slipstream.contract.listen.AccessToken;

/** Reads what a setting keeps out of the configuration: the one line of a file. */
public final class SecretFile {
    private SecretFile() {}

    /** A bearer token; empty when the key is absent, or a problem was recorded. */
    public static Optional<AccessToken> token(Fields section, String key, Path configDir) {
        return read(section, key, configDir, AccessToken::new);
    }

    /**
     * What a file holds, less one line end at its end. A relative file lies beside the configuration that names it.
     *
     * @param conversion throws {@link IllegalArgumentException}, which must not repeat the secret, when it cannot be used
     * @return empty when the key is absent, or a problem was recorded
     */
    public static <T> Optional<T> read(Fields section, String key, Path configDir, Function<String, T> conversion) {
        return section.text(key).flatMap(file -> read(section, key, conversion, configDir.resolve(file)));
    }

    private static <T> Optional<T> read(Fields section, String key, Function<String, T> conversion, Path path) {
        try {
            String secret = Files.readString(path, StandardCharsets.UTF_8);
            if (secret.endsWith("\n")) {
                secret = secret.substring(0, secret.length() - (secret.endsWith("\r\n") ? 2 : 1));
            }
            if (isReadableByAll(path)) {
                section.warning(key, "every user of this machine can read it; chmod 600 keeps it to one");
            }
            return Optional.of(conversion.apply(secret));
        } catch (IOException e) {
            section.error(key, "cannot be read as text: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            section.error(key, e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isReadableByAll(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    }
}
