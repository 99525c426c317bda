package slipstream.ingest.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * What proves to a target who asks. A secret in a file is read for each request, so that it can be exchanged there.
 *
 * @param scheme such as {@code Basic} or {@code Bearer}
 * @param user for {@code Basic} only
 * @param secret the password or token; empty when it is in a file
 */
public record Credentials(String scheme, Optional<String> user, Optional<String> secret, Optional<Path> file) {
    public Credentials {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(file, "file");
    }

    /** The value of the {@code Authorization} header. */
    String header() throws IOException {
        String known = file.isPresent()
                ? Files.readString(file.get(), StandardCharsets.UTF_8).strip()
                : secret.orElse("");
        if (user.isEmpty()) {
            return scheme + " " + known;
        }
        byte[] pair = (user.get() + ":" + known).getBytes(StandardCharsets.UTF_8);
        return scheme + " " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "Credentials[" + scheme + " ***]";
    }
}
