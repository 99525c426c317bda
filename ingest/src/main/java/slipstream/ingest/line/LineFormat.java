package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.TimeBounds;

/** The format of a log's lines, compiled from what a person pasted or named. Immutable. */
public sealed interface LineFormat permits LogFormat, MappedLines, TextFormat, EnrichedFormat {
    /** A parser for one file and one thread; {@code labels} are put on every observation, {@code service} naming the service. */
    LineParser newParser(Map<String, String> labels, TimeBounds bounds);

    /** Whether each line names its service, so that no label has to. */
    boolean namesService();

    /**
     * Compiles a format.
     *
     * @param text {@code combined}, {@code common}, {@code json}, {@code logfmt}, {@code csv} or the name of another format, or an
     *     nginx {@code log_format} or an Apache {@code LogFormat} string, the latter two with or without {@code nginx:} or
     *     {@code apache:} in front
     * @param fields for {@code json}, {@code logfmt} and {@code csv}: what to read to the path where it stands
     * @param attributes for the others: which further variables to keep, by their nginx name
     * @param zone the zone of times that carry none
     * @throws InvalidFormatException when the format cannot be understood, or has no time or no status
     */
    static LineFormat of(String text, Map<String, String> fields, List<String> attributes, ZoneId zone) {
        String format = text.strip();
        Optional<FieldSyntax> syntax = FieldSyntax.ofWord(format);
        if (syntax.isPresent()) {
            if (!attributes.isEmpty()) {
                throw new InvalidFormatException(
                        "attributes of the format " + format + " are named in fields, as attributes.<name>");
            }
            return MappedLines.of(syntax.get(), fields, zone);
        }
        if (!fields.isEmpty()) {
            throw new InvalidFormatException("fields belong to the formats json, logfmt and csv only");
        }
        return NamedFormats.find(format, attributes, zone).orElseGet(() -> LogFormat.compile(format, attributes, zone));
    }

    /**
     * Compiles a regular expression whose named groups say what they hold: {@code time}, and {@code status}, {@code latencyMillis},
     * {@code latencySeconds}, {@code route}, {@code method}, {@code service}, {@code level}, {@code message} or
     * {@code attributes_<name>}.
     *
     * @throws InvalidFormatException when it is no such pattern
     */
    static LineFormat ofPattern(String pattern, ZoneId zone) {
        return UserPattern.compile(pattern, zone);
    }
}
