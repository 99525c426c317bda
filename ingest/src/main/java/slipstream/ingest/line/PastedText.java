package slipstream.ingest.line;

/** Finds the format string in what a person pasted: with or without the directive around it, its name, quotes and semicolon. */
final class PastedText {
    private PastedText() {}

    /** The content of one or several single-quoted or double-quoted strings after {@code log_format NAME}. */
    static String nginx(String text) {
        String rest = text.strip();
        if (rest.startsWith("log_format ")) {
            int quote = firstQuote(rest);
            if (quote == rest.length()) {
                throw new InvalidFormatException(
                        0, "log_format is expected to be followed by a name and a string in quotes");
            }
            rest = rest.substring(quote);
        }
        if (rest.endsWith(";") && !rest.isEmpty() && (rest.startsWith("'") || rest.startsWith("\""))) {
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        return isQuoted(rest, '\'') ? joinPieces(rest) : rest;
    }

    /** The content of the double-quoted string after {@code LogFormat}, its escapes resolved; a nickname after it is left out. */
    static String apache(String text) {
        String rest = text.strip();
        if (rest.startsWith("LogFormat ")) {
            rest = rest.substring("LogFormat ".length()).strip();
            int end = rest.startsWith("\"") ? closingQuote(rest) : -1;
            if (end < 0) {
                throw new InvalidFormatException(
                        0, "LogFormat is expected to be followed by a string in double quotes");
            }
            rest = rest.substring(0, end + 1);
        }
        if (isQuoted(rest, '"') && closingQuote(rest) == rest.length() - 1) {
            rest = rest.substring(1, rest.length() - 1);
        }
        return rest.replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\");
    }

    private static boolean isQuoted(String text, char quote) {
        return text.length() >= 2 && text.charAt(0) == quote && text.charAt(text.length() - 1) == quote;
    }

    private static int firstQuote(String text) {
        int single = text.indexOf('\'');
        int twice = text.indexOf('"');
        int first = single < 0 ? twice : twice < 0 ? single : Math.min(single, twice);
        return first < 0 ? text.length() : first;
    }

    /** nginx writes a long format as several strings; what stands between them is white space. */
    private static String joinPieces(String text) {
        StringBuilder joined = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int close = text.indexOf('\'', at + 1);
            if (text.charAt(at) != '\'' || close < 0) {
                throw new InvalidFormatException(at, "a string in single quotes is expected");
            }
            joined.append(text, at + 1, close);
            at = close + 1;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        return joined.toString();
    }

    private static int closingQuote(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }
}
