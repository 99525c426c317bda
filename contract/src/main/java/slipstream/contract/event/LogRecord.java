package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * A line of an application's log.
 *
 * @param level as the application wrote it, or empty when unknown
 * @param pattern the name of the pattern that the line matched, or empty when it matched none
 * @param message the line's text, at most {@value #MAX_MESSAGE_CHARS} characters
 */
public record LogRecord(
        Origin origin,
        long timeMillis,
        String service,
        String level,
        String pattern,
        String message,
        Map<String, String> attributes)
        implements Observation {
    /** As long as any text in an observation may be. */
    public static final int MAX_MESSAGE_CHARS = 16_384;

    public LogRecord {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(pattern, "pattern");
        if (message.length() > MAX_MESSAGE_CHARS) {
            throw new IllegalArgumentException(
                    "message must have at most " + MAX_MESSAGE_CHARS + " characters, has " + message.length());
        }
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.LOG;
    }
}
