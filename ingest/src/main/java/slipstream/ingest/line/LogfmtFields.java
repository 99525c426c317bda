package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import slipstream.contract.event.RejectedObservationException;

/** Fields of a logfmt line: {@code key=value key="a value" flag}. A key without a value is {@code true}. */
final class LogfmtFields implements FieldReader {
    private final MappedLines format;

    LogfmtFields(MappedLines format) {
        this.format = format;
    }

    @Override
    public boolean read(byte[] line, int from, int to, boolean isFirst, String[] values)
            throws RejectedObservationException {
        String text = new String(line, from, to - from, StandardCharsets.UTF_8);
        int at = 0;
        int pairs = 0;
        while (at < text.length()) {
            if (text.charAt(at) <= ' ') {
                at++;
                continue;
            }
            int endOfKey = endOfWord(text, at, true);
            String key = text.substring(at, endOfKey);
            boolean hasValue = endOfKey < text.length() && text.charAt(endOfKey) == '=';
            if (key.isEmpty() || key.indexOf('"') >= 0) {
                throw Told.unparsed("", "at character " + (at + 1) + " stands no key=value");
            }
            pairs += hasValue ? 1 : 0;
            int value = hasValue ? endOfKey + 1 : endOfKey;
            boolean quoted = hasValue && value < text.length() && text.charAt(value) == '"';
            int end = quoted ? endOfQuoted(text, value) : hasValue ? endOfWord(text, value, false) : endOfKey;
            String said = quoted ? unescaped(text.substring(value + 1, end - 1)) : text.substring(value, end);
            FieldReader.keep(format.paths().find(key), hasValue ? said : "true", values);
            at = end;
        }
        if (pairs == 0) {
            throw Told.unparsed("", "the line has no key=value");
        }
        return true;
    }

    private static int endOfWord(String text, int from, boolean isKey) {
        int at = from;
        while (at < text.length() && text.charAt(at) > ' ' && !(isKey && text.charAt(at) == '=')) {
            at++;
        }
        return at;
    }

    private static int endOfQuoted(String text, int from) throws RejectedObservationException {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw Told.unparsed("", "the quotation mark at character " + (from + 1) + " is not closed");
        }
        return at + 1;
    }

    private static String unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LineText.of(bytes, 0, bytes.length);
    }
}
