package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.List;

/** Takes a line apart at a separator; what stands between quotation marks stays together. */
final class QuotedFields {
    private QuotedFields() {}

    /** Fields with blanks between them, as AWS and W3C write them; several blanks are one, doubled quotation marks are one. */
    static List<String> byBlanks(String line) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ' || line.charAt(at) == '\t') {
                at++;
                continue;
            }
            StringBuilder field = new StringBuilder();
            at = line.charAt(at) == '"' ? quoted(line, at, field) : plain(line, at, " \t", field);
            fields.add(field.toString());
        }
        return fields;
    }

    /** Fields with one separator between them, as in CSV. */
    static List<String> bySeparator(String line, char separator) {
        List<String> fields = new ArrayList<>();
        String stop = String.valueOf(separator);
        int at = 0;
        while (at <= line.length()) {
            StringBuilder field = new StringBuilder();
            if (at < line.length() && line.charAt(at) == '"') {
                at = quoted(line, at, field);
            }
            at = plain(line, at, stop, field) + 1;
            fields.add(field.toString());
        }
        return fields;
    }

    /** Appends what is quoted from a place on; returns the place after it. */
    private static int quoted(String line, int from, StringBuilder field) {
        int at = from + 1;
        while (at < line.length()) {
            char c = line.charAt(at);
            boolean doubled = c == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"';
            boolean escaped = c == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0;
            if (c == '"' && !doubled) {
                return at + 1;
            }
            field.append(line.charAt(doubled || escaped ? at + 1 : at));
            at += doubled || escaped ? 2 : 1;
        }
        return at;
    }

    private static int plain(String line, int from, String stops, StringBuilder field) {
        int at = from;
        while (at < line.length() && stops.indexOf(line.charAt(at)) < 0) {
            field.append(line.charAt(at++));
        }
        return at;
    }
}
