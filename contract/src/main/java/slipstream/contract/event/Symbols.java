package slipstream.contract.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that come again and again, such as services and routes, each made a {@link String} once. A cache of a fixed size: what
 * is not in it is made anew, and takes the place of another. Only for ASCII. Thread-safe: a race costs a miss, nothing else.
 */
final class Symbols {
    private static final int PLACES = 8_192;
    private static final int LONGEST = 128;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final Symbol[] places = new Symbol[PLACES];

    /** A text and what is known of it. */
    static final class Symbol {
        private final byte[] bytes;
        private final String text;
        private final boolean isName;
        private final boolean isSource;

        private Symbol(byte[] bytes) {
            this.bytes = bytes;
            this.text = new String(bytes, StandardCharsets.ISO_8859_1);
            this.isName = ObservationRules.isName(text);
            this.isSource = !text.isEmpty()
                    && text.length() <= Origin.MAX_SOURCE_CHARS
                    && !ObservationRules.hasControlCharacter(text);
        }

        String text() {
            return text;
        }

        /** Whether it can name a service. */
        boolean isName() {
            return isName;
        }

        /** Whether it can name the source of an observation. */
        boolean isSource() {
            return isSource;
        }

        private boolean is(byte[] in, int from, int to) {
            return bytes.length == to - from && Words.equal(bytes, 0, in, from, bytes.length);
        }
    }

    /** The text of the bytes from one place to before another. */
    Symbol of(byte[] in, int from, int to) {
        if (to - from > LONGEST) {
            return new Symbol(Arrays.copyOfRange(in, from, to));
        }
        int place = hash(in, from, to) & (PLACES - 1);
        Symbol first = places[place];
        if (first != null && first.is(in, from, to)) {
            return first;
        }
        int neighbour = place ^ 1;
        Symbol second = places[neighbour];
        if (second != null && second.is(in, from, to)) {
            return second;
        }
        Symbol made = new Symbol(Arrays.copyOfRange(in, from, to));
        places[neighbour] = first;
        places[place] = made;
        return made;
    }

    private static int hash(byte[] in, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ Words.at(in, at)) * MIX;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << Byte.SIZE | in[at];
        }
        hash = (hash ^ rest) * MIX;
        return (int) (hash >>> 40);
    }
}
