package slipstream.contract.event;

/**
 * Strict UTF-8 (RFC 3629, section 4): no overlong forms, no surrogates, nothing above U+10FFFF, and no NUL, which no JSON
 * text contains. JSON parsers are more lenient: they take {@code C0 80} for NUL and guess at UTF-16.
 *
 * <p>Almost every observation is ASCII, so the check is one pass without a branch per kind of character.
 */
final class StrictUtf8 {
    private StrictUtf8() {}

    /** Whether the bytes are text. */
    static boolean isText(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (bytes[at] > 0) {
                at++;
                continue;
            }
            int size = sequenceLength(bytes, at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** How many bytes the character at a place has that is not ASCII, or 0 when there is none. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return continues(bytes, at + 1, 1, end) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return continues(bytes, at + 1, 2, end) && isSecondOfThree(lead, bytes[at + 1] & 0xFF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            return continues(bytes, at + 1, 3, end) && isSecondOfFour(lead, bytes[at + 1] & 0xFF) ? 4 : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int from, int count, int end) {
        if (from + count > end) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Below E0 A0 it would be overlong, from ED A0 on a surrogate. */
    private static boolean isSecondOfThree(int lead, int second) {
        return lead == 0xE0 ? second >= 0xA0 : lead != 0xED || second <= 0x9F;
    }

    /** Below F0 90 it would be overlong, from F4 90 on above U+10FFFF. */
    private static boolean isSecondOfFour(int lead, int second) {
        return lead == 0xF0 ? second >= 0x90 : lead != 0xF4 || second <= 0x8F;
    }
}
