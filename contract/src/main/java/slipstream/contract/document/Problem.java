package slipstream.contract.document;

import java.util.Locale;
import java.util.Objects;

/**
 * One thing wrong, or doubtful, in a configuration file.
 *
 * @param where the place of what is at fault, as near as it is known
 * @param key the path of the key, for example {@code spec.objectives[0].target}; empty for the file as a whole
 * @param message what was found and what is allowed or what to do
 */
public record Problem(Level level, Location where, String key, String message) {
    /** Whether the file can be used in spite of it. */
    public enum Level {
        ERROR,
        WARNING
    }

    public Problem {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return where + ": " + level.name().toLowerCase(Locale.ROOT) + ": " + (key.isEmpty() ? "" : key + ": ")
                + message;
    }
}
