package slipstream.ingest.scrape;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/**
 * One line of the text format 0.0.4 or of OpenMetrics: {@code name{label="value"} value [time] [# exemplar]}. The time and what follows it are
 * not used: a sample is of the moment at which it was fetched.
 */
final class ExpositionParser {
    /** As many labels as an observation may have attributes. */
    private static final int MAX_LABELS = ObservationRules.MAX_ATTRIBUTES / 2;

    private static final int MAX_LABEL_CHARS = 1024;

    private final String line;
    private int at;

    private ExpositionParser(String line) {
        this.line = line;
    }

    /**
     * Reads a line.
     *
     * @param wanted asked about the name, before anything else is read
     * @return empty for a comment, a blank line, and a name that is not wanted
     * @throws RejectedObservationException when the line is wanted and is none of the format
     */
    static Optional<Series> parse(String line, Predicate<String> wanted) throws RejectedObservationException {
        if (line.isBlank() || line.charAt(0) == '#') {
            return Optional.empty();
        }
        ExpositionParser parser = new ExpositionParser(line);
        String name = parser.name();
        return wanted.test(name) ? Optional.of(parser.series(name)) : Optional.empty();
    }

    private Series series(String name) throws RejectedObservationException {
        Map<String, String> labels = at < line.length() && line.charAt(at) == '{' ? labels() : Map.of();
        skipBlanks();
        int start = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        return new Series(name, labels, number(line.substring(start, at)));
    }

    private String name() {
        int start = at;
        while (at < line.length() && isNameCharacter(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    }

    private Map<String, String> labels() throws RejectedObservationException {
        Map<String, String> labels = new HashMap<>();
        at++;
        skipBlanks();
        while (at < line.length() && line.charAt(at) != '}') {
            String label = name();
            expect('=');
            expect('"');
            String value = quoted();
            if (labels.size() == MAX_LABELS) {
                throw unparsed("has more than " + MAX_LABELS + " labels");
            }
            labels.put(label, value.length() > MAX_LABEL_CHARS ? value.substring(0, MAX_LABEL_CHARS) : value);
            skipBlanks();
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
                skipBlanks();
            } else if (at >= line.length() || line.charAt(at) != '}') {
                throw unparsed("has neither , nor } after a label");
            }
        }
        expect('}');
        return labels;
    }

    private String quoted() throws RejectedObservationException {
        StringBuilder value = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                char escaped = line.charAt(at++);
                value.append(escaped == 'n' ? '\n' : escaped);
            } else {
                value.append(c);
            }
        }
        expect('"');
        return value.toString();
    }

    private void expect(char wanted) throws RejectedObservationException {
        skipBlanks(wanted);
        if (at >= line.length() || line.charAt(at) != wanted) {
            throw unparsed("has no " + wanted + " where one belongs");
        }
        at++;
    }

    /** Blanks may stand around a sign, but not before the end of a text. */
    private void skipBlanks(char before) {
        if (before != '"' || line.charAt(at - 1) == '=') {
            skipBlanks();
        }
    }

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private double number(String text) throws RejectedObservationException {
        String java = switch (text) {
            case "+Inf", "Inf" -> "Infinity";
            case "-Inf" -> "-Infinity";
            case "" -> "?";
            default -> text;
        };
        char last = java.charAt(java.length() - 1);
        try {
            // Double.parseDouble takes 1d and 1f for 1.
            if (last != 'd' && last != 'f' && last != 'D' && last != 'F') {
                return Double.parseDouble(java);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unparsed("has no number for a value");
    }

    private RejectedObservationException unparsed(String why) {
        return new RejectedObservationException(
                RejectReason.UNPARSED_LINE,
                "",
                "the line '" + ObservationRules.cut(line) + "' " + why + ", at character " + (at + 1));
    }
}
