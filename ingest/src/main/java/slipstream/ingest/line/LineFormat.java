package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.TimeBounds;

/** The format of a log's lines, compiled from what a person pasted. Immutable. */
public sealed interface LineFormat permits LogFormat, JsonLines {
    /** A parser for one thread; {@code labels} are put on every observation, {@code service} naming the service. */
    LineParser newParser(Map<String, String> labels, TimeBounds bounds);

    /** Whether each line names its service, so that no label has to. */
    boolean namesService();

    /**
     * Compiles a format.
     *
     * @param text {@code combined}, {@code common}, {@code json}, an nginx {@code log_format} or an Apache {@code LogFormat}
     *     string, the latter two with or without {@code nginx:} or {@code apache:} in front
     * @param fields for {@code json}: what to read to the path where it stands
     * @param attributes for the others: which further variables to keep, by their nginx name
     * @param zone the zone of times that carry none
     * @throws InvalidFormatException when the format cannot be understood, or has no time or no status
     */
    static LineFormat of(String text, Map<String, String> fields, List<String> attributes, ZoneId zone) {
        String format = text.strip();
        if (format.equals("json")) {
            if (!attributes.isEmpty()) {
                throw new InvalidFormatException(
                        "attributes of the format json are named in fields, as attributes.<name>");
            }
            return JsonLines.of(fields, zone);
        }
        if (!fields.isEmpty()) {
            throw new InvalidFormatException("fields belong to the format json only");
        }
        return LogFormat.compile(format, attributes, zone);
    }
}
