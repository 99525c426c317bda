package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/**
 * W3C extended logs, as IIS and CloudFront write them: the line {@code #Fields:} names the columns of those after it, and may come
 * again. Where the columns have a time of day only, {@code #Date:} is its date.
 */
final class W3cReader implements TextReader {
    /** What can be kept, and the column it stands in. */
    static final Map<String, String> ATTRIBUTES = new TreeMap<>(Map.of(
            "remote_addr", "c-ip",
            "http_user_agent", "cs(user-agent)",
            "http_referer", "cs(referer)",
            "host", "cs(host)",
            "remote_user", "cs-username"));

    private List<String> columns = List.of();
    private String date = "";

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        if (line.startsWith("#")) {
            readHead(line, false);
            return;
        }
        if (columns.isEmpty()) {
            throw Told.unparsed("", "no line #Fields: stands before it that would name the columns");
        }
        List<String> values = QuotedFields.byBlanks(line);
        if (values.size() != columns.size()) {
            throw Told.unparsed("", "the line has " + values.size() + " values, #Fields names " + columns.size());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.put(columns.get(i), values.get(i));
        }
        for (Map.Entry<String, String> attribute : ATTRIBUTES.entrySet()) {
            // In this format a plus sign stands for a blank.
            told.attributeIfAsked(
                    attribute.getKey(),
                    fields.getOrDefault(attribute.getValue(), "").replace('+', ' '));
        }
        told.request(
                time(fields, told),
                absentAsEmpty(fields.getOrDefault("cs-uri-stem", "")),
                fields.getOrDefault("cs-method", ""),
                Told.status("sc-status", fields.getOrDefault("sc-status", "")),
                latencyMillis(fields));
    }

    private static String absentAsEmpty(String value) {
        return value.equals("-") ? "" : value;
    }

    private long time(Map<String, String> fields, Told told) throws RejectedObservationException {
        String day = fields.getOrDefault("date", fields.getOrDefault("date-local", date));
        String clock = fields.getOrDefault("time", fields.getOrDefault("time-local", ""));
        return told.timeOf("time", day + " " + clock);
    }

    private static double latencyMillis(Map<String, String> fields) throws RejectedObservationException {
        String millis = fields.getOrDefault("timetakenms", "");
        String taken = fields.getOrDefault("time-taken", "");
        if (!absentAsEmpty(millis).isEmpty()) {
            return Told.number("TimeTakenMS", millis);
        }
        if (absentAsEmpty(taken).isEmpty()) {
            return Observation.NO_LATENCY;
        }
        // IIS writes whole milliseconds, the standard and CloudFront seconds with a fraction.
        return Told.number("time-taken", taken) * (taken.contains(".") ? 1000 : 1);
    }

    @Override
    public boolean needsHead() {
        return true;
    }

    @Override
    public void readHead(String line, boolean first) {
        if (line.startsWith("#Fields:")) {
            List<String> named = new ArrayList<>(QuotedFields.byBlanks(line.substring("#Fields:".length())));
            named.replaceAll(name -> name.toLowerCase(Locale.ROOT));
            columns = List.copyOf(named);
        } else if (line.startsWith("#Date:")) {
            String said = line.substring("#Date:".length()).strip();
            date = said.substring(0, Math.min(10, said.length()));
        }
    }
}
