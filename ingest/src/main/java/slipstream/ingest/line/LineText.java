package slipstream.ingest.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text taken out of a line. Bytes that are not UTF-8 become the replacement character; they never spoil the line. */
final class LineText {
    /** Longer text is cut: no route or attribute that is told apart by more than this is worth counting by. */
    static final int MAX_CHARS = 4096;

    private LineText() {}

    /** Whether the range says that there is no value. */
    static boolean isAbsent(byte[] line, int from, int to) {
        return from >= to || (to - from == 1 && line[from] == '-');
    }

    /** The text of a range, with the escapes of both servers ({@code \xHH}, {@code \"}, {@code \\}) resolved. */
    static String of(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '\\') {
                byte[] plain = unescaped(line, from, to);
                return cut(new String(plain, StandardCharsets.UTF_8));
            }
        }
        return cut(new String(line, from, to - from, StandardCharsets.UTF_8));
    }

    static String cut(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
    }

    private static byte[] unescaped(byte[] line, int from, int to) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
        int i = from;
        while (i < to) {
            if (line[i] != '\\' || i + 1 == to) {
                plain.write(line[i++]);
                continue;
            }
            int code = line[i + 1] == 'x' && i + 3 < to ? hex(line[i + 2]) * 16 + hex(line[i + 3]) : -1;
            if (code >= 0) {
                plain.write(code);
                i += 4;
            } else {
                plain.write(escaped(line[i + 1]));
                i += 2;
            }
        }
        return plain.toByteArray();
    }

    private static int escaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> letter;
        };
    }

    /** The value of a hexadecimal digit, or a number so low that no sum with it is a code. */
    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        return value < 0 ? -1000 : value;
    }
}
