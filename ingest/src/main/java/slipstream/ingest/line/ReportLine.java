package slipstream.ingest.line;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/**
 * What a function's platform says of one invocation, as {@code Duration: 1805 ms  Memory Usage: 140 MB}: labels with values, with
 * tabs or blanks between them. Numbers may have a fraction.
 */
final class ReportLine {
    private static final Pattern FIELD =
            Pattern.compile("(RequestId|Billed Restore Duration|Restore Duration|Billed Duration"
                    + "|Init Duration|Duration|Memory Size|Max Memory Used|Memory Usage|Status|Error Type): ++(\\S++)");

    private final Map<String, String> fields = new HashMap<>();

    private ReportLine() {}

    static ReportLine read(String text) {
        ReportLine report = new ReportLine();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            report.fields.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        return report;
    }

    /** Whether a text is a report: it says how long the invocation took. */
    static boolean is(String text) {
        return text.startsWith("Duration: ") || (text.startsWith("REPORT ") && text.contains("Duration: "));
    }

    String text(String label) {
        return fields.getOrDefault(label, "");
    }

    /** A number, or {@link Observation#NO_VALUE}. */
    double number(String label) throws RejectedObservationException {
        String text = text(label);
        return text.isEmpty() ? Observation.NO_VALUE : Told.number(label, text);
    }
}
