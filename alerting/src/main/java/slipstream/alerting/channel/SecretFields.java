package slipstream.alerting.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads secrets that stand in a file of configuration ({@code api_key}) or in one of their own ({@code api_key_file}). */
public final class SecretFields {
    /** No token or address is longer; a path that leads to something else is told apart by it. */
    private static final int MAX_FILE_BYTES = 64 * 1024;

    private SecretFields() {}

    /**
     * The secret under a key or in the file that {@code key_file} names; problems are recorded with the fields and never repeat it.
     *
     * @param folder what a relative file is relative to
     */
    public static Optional<Secret> read(Fields fields, String key, Path folder) {
        String fileKey = key + "_file";
        if (fields.has(key) && fields.has(fileKey)) {
            fields.error(fileKey, "stands beside " + key + ": give one of them");
            return Optional.empty();
        }
        return fields.has(fileKey)
                ? fields.text(fileKey)
                        .flatMap(name -> content(fields, fileKey, folder, name))
                        .map(Secret::new)
                : fields.text(key).map(Secret::new);
    }

    /** Whether the secret is there in either form. */
    public static boolean has(Fields fields, String key) {
        boolean inFile = fields.has(key + "_file");
        return fields.has(key) || inFile;
    }

    /** Where the secret stands, for a message about it. */
    public static String keyOf(Fields fields, String key) {
        return fields.has(key + "_file") ? key + "_file" : key;
    }

    /** The text of a file that a key names, without the white space around it. */
    public static Optional<String> content(Fields fields, String key, Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (Files.size(file) > MAX_FILE_BYTES) {
                fields.error(key, "has more than " + MAX_FILE_BYTES + " bytes");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException | InvalidPathException e) {
            fields.error(key, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
