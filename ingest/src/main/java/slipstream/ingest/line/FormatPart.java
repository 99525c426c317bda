package slipstream.ingest.line;

import java.util.Optional;

/** A piece of a log format as it was written: text that stands in every line, or a variable. */
sealed interface FormatPart {
    /** Text that stands in every line. */
    record Literal(String text) implements FormatPart {}

    /**
     * A variable.
     *
     * @param written as it stands in the format, for messages
     * @param name its nginx name, by which it can be kept as an attribute
     * @param pattern how a {@link Meaning#TIME_PATTERN} is written
     * @param position where it stands in the format
     */
    record Variable(Meaning meaning, String written, String name, Optional<TimePattern> pattern, int position)
            implements FormatPart {
        Variable(Meaning meaning, String written, String name, int position) {
            this(meaning, written, name, Optional.empty(), position);
        }
    }
}
