package slipstream.ingest.line;

import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.FormatPart.Variable;

/**
 * Finds where each variable of a format begins and ends in a line. One pass, no allocation and no regular expression, so that no
 * line takes longer than its length. What follows the last variable that is wanted is not looked at, and a line may be cut off after
 * the last one that is required: servers that die leave such lines. Not thread-safe.
 */
final class LineSplitter {
    /** How a variable ends. */
    private enum End {
        /** After a fixed number of bytes. */
        FIXED,
        /** Where its time pattern ends. */
        PATTERN,
        /** Where the text after it begins. */
        TEXT,
        /** As TEXT, but a backslash hides the byte after it. */
        QUOTED,
        /** As TEXT, but {@code ", "} and {@code " : "} belong to it: nginx lists several upstream servers so. */
        LIST,
        /** At the end of the line. */
        LINE
    }

    private final byte[][] texts;
    private final Variable[] variables;
    private final End[] ends;
    private final int required;
    private final int wanted;
    private final int[] from;
    private final int[] to;
    private final LineTime patternTime;

    /** @param patternTime takes what time patterns read while their end is sought */
    LineSplitter(LogFormat format, LineTime patternTime) {
        this.texts = format.texts();
        this.variables = format.variables().toArray(new Variable[0]);
        this.required = format.lastRequired();
        this.wanted = format.lastWanted();
        this.patternTime = patternTime;
        this.ends = new End[variables.length];
        this.from = new int[variables.length];
        this.to = new int[variables.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = end(variables[i], texts[i], texts[i + 1]);
        }
    }

    private static End end(Variable variable, byte[] before, byte[] after) {
        if (variable.meaning().bytes() > 0) {
            return End.FIXED;
        }
        if (variable.meaning() == Meaning.TIME_PATTERN) {
            return End.PATTERN;
        }
        if (after.length == 0) {
            return End.LINE;
        }
        if (before.length > 0 && before[before.length - 1] == '"' && after[0] == '"') {
            return End.QUOTED;
        }
        return variable.name().startsWith("upstream_") && after[0] == ' ' ? End.LIST : End.TEXT;
    }

    /** First byte of a variable's value in the line that was split last. */
    int from(int variable) {
        return from[variable];
    }

    /** One past the last byte of a variable's value. */
    int to(int variable) {
        return to[variable];
    }

    void split(byte[] line, int start, int end) throws RejectedObservationException {
        int at = start;
        if (!startsWith(line, at, end, texts[0])) {
            throw mismatch("at its beginning", texts[0], at - start);
        }
        at += texts[0].length;
        for (int i = 0; i <= wanted; i++) {
            int stop = at > end ? -1 : endOf(i, line, at, end);
            if (stop < 0 && i <= required) {
                throw mismatch("after " + variables[i].written(), texts[i + 1], at - start);
            }
            from[i] = Math.min(at, end);
            to[i] = stop < 0 ? end : stop;
            at = stop < 0 ? end + 1 : stop + texts[i + 1].length;
        }
    }

    private int endOf(int i, byte[] line, int at, int end) {
        byte[] text = texts[i + 1];
        return switch (ends[i]) {
            case FIXED -> followed(line, at + variables[i].meaning().bytes(), end, text);
            case PATTERN ->
                followed(line, variables[i].pattern().orElseThrow().read(line, at, end, patternTime), end, text);
            case LINE -> end;
            case TEXT -> find(line, at, end, text);
            case QUOTED -> findUnescaped(line, at, end, text);
            case LIST -> endOfList(line, at, end, text);
        };
    }

    private static int followed(byte[] line, int at, int end, byte[] text) {
        return at >= 0 && at <= end && startsWith(line, at, end, text) ? at : -1;
    }

    private static int find(byte[] line, int start, int end, byte[] text) {
        byte first = text[0];
        for (int i = start; i < end; i++) {
            if (line[i] == first && startsWith(line, i, end, text)) {
                return i;
            }
        }
        return -1;
    }

    private static int findUnescaped(byte[] line, int start, int end, byte[] text) {
        byte first = text[0];
        for (int i = start; i < end; i++) {
            byte c = line[i];
            if (c == '\\') {
                i++;
            } else if (c == first && startsWith(line, i, end, text)) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfList(byte[] line, int start, int end, byte[] text) {
        int found = find(line, start, end, text);
        while (found > start) {
            boolean afterComma = line[found - 1] == ',';
            boolean afterColon = line[found - 1] == ':' && found - 2 >= start && line[found - 2] == ' ';
            boolean beforeColon = found + 2 < end && line[found + 1] == ':' && line[found + 2] == ' ';
            if (!afterComma && !afterColon && !beforeColon) {
                return found;
            }
            found = find(line, found + 1, end, text);
        }
        return found;
    }

    private static boolean startsWith(byte[] line, int at, int end, byte[] text) {
        if (at + text.length > end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (line[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static RejectedObservationException mismatch(String where, byte[] expected, int at) {
        String text = new String(expected, java.nio.charset.StandardCharsets.UTF_8);
        return new RejectedObservationException(
                RejectReason.UNPARSED_LINE,
                "",
                "the line does not have '" + text + "' " + where + ", from byte " + (at + 1) + " on");
    }
}
