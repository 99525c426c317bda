package slipstream.contract.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads requests in the compact form: exactly as {@link ObservationWriter} writes them, in its order, without white space, in
 * ASCII without escapes. That is nearly everything on the topic, and reading it so takes a fifth of the time. Whatever is
 * otherwise in any way is declined, never refused: the caller reads it with a JSON parser, whose verdict counts. Reads one
 * record; mutable, not thread-safe.
 */
final class CompactReader {
    private static final byte[] BEGIN = ascii("{\"v\":1,\"type\":\"request\",\"time\":");
    private static final byte[] SERVICE = ascii(",\"service\":\"");
    private static final byte[] SOURCE = ascii("\",\"source\":\"");
    private static final byte[] SEQUENCE = ascii("\",\"sequence\":");
    private static final byte[] ROUTE = ascii(",\"route\":\"");
    private static final byte[] METHOD = ascii(",\"method\":\"");
    private static final byte[] STATUS = ascii(",\"status\":");
    private static final byte[] LATENCY = ascii(",\"latencyMillis\":");
    private static final byte[] ATTRIBUTES = ascii(",\"attributes\":{");
    private static final byte[] COLON = ascii("\":\"");

    /** Whole numbers of so many digits fit into a long. */
    private static final int MAX_DIGITS = 18;

    /** Numbers of so many digits, and the powers of ten up to theirs, are whole as doubles: one division rounds right. */
    private static final int MAX_EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = new double[MAX_EXACT_DIGITS + 1];

    /** What is longer is left to the parser, which knows the limits. */
    private static final int LONGEST_TEXT = 8_192;

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_NUMBER = 32;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final byte[] json;
    private final int limit;
    private final Symbols symbols;
    private int at;
    private boolean isDeclined;

    /** @param limit where the record ends in the bytes */
    CompactReader(byte[] json, int limit, Symbols symbols) {
        this.json = json;
        this.limit = limit;
        this.symbols = symbols;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Behind the observation that was read. */
    int end() {
        return at;
    }

    /**
     * Reads the observation that begins at a place and ends with the line or the record.
     *
     * @return the observation, or null when it is not in the compact form or its time is out of bounds
     */
    Observation read(int from, TimeBounds bounds) {
        at = from;
        isDeclined = !skip(BEGIN);
        if (isDeclined) {
            return null;
        }
        long time = number();
        Symbols.Symbol service = text(SERVICE);
        Symbols.Symbol source = text(SOURCE);
        expect(SEQUENCE);
        long sequence = number();
        if (isDeclined || !service.isName() || !source.isSource() || sequence < 1) {
            return null;
        }
        String route = optionalText(ROUTE);
        String method = optionalText(METHOD);
        int status = status();
        double latency = latency();
        Map<String, String> attributes = attributes();
        boolean isWhole = at < limit && json[at] == '}';
        at++;
        boolean isTooLarge = at - from > ObservationCodec.MAX_OBSERVATION_BYTES;
        if (isDeclined || !isWhole || isTooLarge || !isEndOfLine() || !bounds.include(time)) {
            return null;
        }
        return new RequestObservation(
                new Origin(source.text(), sequence), time, service.text(), route, method, status, latency, attributes);
    }

    private boolean isEndOfLine() {
        return at == limit || json[at] == '\n';
    }

    private boolean skip(byte[] expected) {
        int end = at + expected.length;
        if (end <= limit && Words.equal(json, at, expected, 0, expected.length)) {
            at = end;
            return true;
        }
        return false;
    }

    private void expect(byte[] expected) {
        isDeclined |= !skip(expected);
    }

    /** A whole number that is not negative. */
    private long number() {
        int first = at;
        long number = digits(0);
        int count = at - first;
        isDeclined |= count == 0 || count > MAX_DIGITS || (count > 1 && json[first] == '0');
        return number;
    }

    private long digits(long before) {
        long number = before;
        while (at < limit) {
            int digit = json[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
            at++;
        }
        return number;
    }

    private int status() {
        if (!skip(STATUS)) {
            return Observation.NO_STATUS;
        }
        long status = number();
        isDeclined |= status < 100 || status > 599;
        return (int) status;
    }

    private double latency() {
        if (!skip(LATENCY)) {
            return Observation.NO_LATENCY;
        }
        int first = at;
        long number = number();
        int fraction = 0;
        if (at < limit && json[at] == '.') {
            at++;
            int begin = at;
            number = digits(number);
            fraction = at - begin;
            isDeclined |= fraction == 0;
        }
        // A tail such as an exponent stops at the brace that is expected next.
        int length = at - first;
        isDeclined |= length > LONGEST_NUMBER;
        if (isDeclined) {
            return Observation.NO_LATENCY;
        }
        double millis = length <= MAX_EXACT_DIGITS
                ? number / POWERS_OF_TEN[fraction]
                : Double.parseDouble(new String(json, first, length, StandardCharsets.ISO_8859_1));
        isDeclined |= millis > ObservationRules.MAX_LATENCY_MILLIS;
        return millis;
    }

    private Symbols.Symbol text(byte[] before) {
        expect(before);
        int from = at;
        int to = isDeclined ? -1 : endOfText(from);
        if (to < 0) {
            isDeclined = true;
            return null;
        }
        at = to;
        return symbols.of(json, from, to);
    }

    private String optionalText(byte[] before) {
        if (!skip(before)) {
            return "";
        }
        int from = at;
        int to = endOfText(from);
        if (to < 0) {
            isDeclined = true;
            return "";
        }
        at = to + 1;
        return symbols.of(json, from, to).text();
    }

    /** The names must ascend, so that none comes twice. */
    private Map<String, String> attributes() {
        if (isDeclined || !skip(ATTRIBUTES)) {
            return Map.of();
        }
        int first = at;
        int nameBefore = at;
        int endBefore = at;
        int size = 0;
        do {
            int name = at + 1;
            int endOfName = at < limit && json[at] == '"' ? endOfText(name) : -1;
            at = Math.max(endOfName, at);
            boolean isNext = endOfName > 0
                    && endOfName - name <= LONGEST_NAME
                    && (size == 0 || isBefore(nameBefore, endBefore, name, endOfName));
            int endOfValue = isNext && skip(COLON) ? endOfText(at) : -1;
            if (endOfValue < 0 || ++size > ObservationRules.MAX_ATTRIBUTES) {
                isDeclined = true;
                return Map.of();
            }
            nameBefore = name;
            endBefore = endOfName;
            at = endOfValue + 1;
        } while (at < limit && json[at++] == ',');
        isDeclined |= json[at - 1] != '}';
        return new WrittenAttributes(json, first, size);
    }

    private boolean isBefore(int some, int endOfSome, int other, int endOfOther) {
        int first = json[some] - json[other];
        return first == 0 ? Arrays.compareUnsigned(json, some, endOfSome, json, other, endOfOther) < 0 : first < 0;
    }

    /** Where the quote after a text is, or -1 when there is none or the text has anything but plain ASCII. */
    private int endOfText(int from) {
        int place = from;
        int end = Math.min(limit, from + LONGEST_TEXT);
        while (place + Long.BYTES <= end) {
            long word = Words.at(json, place);
            long stops =
                    zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | ((word - SPACES) & ~word & TOPS) | (word & TOPS);
            if (stops != 0) {
                int stop = place + (Long.numberOfTrailingZeros(stops) >>> 3);
                return json[stop] == '"' ? stop : -1;
            }
            place += Long.BYTES;
        }
        while (place < end && json[place] >= ' ' && json[place] != '\\') {
            if (json[place] == '"') {
                return place;
            }
            place++;
        }
        return -1;
    }

    /** The top bit of each byte that is zero; above the first of them others may be set, too. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & TOPS;
    }
}
