package slipstream.ingest.line;

/** Tells the parts of a path that name one thing among many from those that name a kind of thing. */
final class IdSegment {
    /** The start of a hash as git writes it; shorter hexadecimal text may well be a word. */
    private static final int HEX_CHARS = 8;

    /** Tokens are at least as long as 12 bytes in base64. */
    private static final int TOKEN_CHARS = 16;

    /** A token may have a prefix, as in {@code cus_NffrFeUfNV2Hib}; text with more of these is a title. */
    private static final int MAX_SEPARATORS = 2;

    private IdSegment() {}

    /** Whether a range of a path, between two slashes, is a number, a UUID, long hexadecimal text or a token. */
    static boolean is(String path, int from, int to) {
        int digits = 0;
        int hex = 0;
        int upper = 0;
        int lower = 0;
        int separators = 0;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c >= 'a' && c <= 'z') {
                lower++;
            } else if (c >= 'A' && c <= 'Z') {
                upper++;
            } else if (c == '-' || c == '_' || c == '=') {
                separators++;
            } else {
                return false;
            }
            hex += Character.digit(c, 16) >= 0 ? 1 : 0;
        }
        int length = to - from;
        if (digits == 0) {
            return false;
        }
        boolean isNumber = digits == length;
        boolean isHex = hex == length && length >= HEX_CHARS;
        boolean isUuid = length == 36 && hex == 32 && separators == 4 && path.charAt(from + 8) == '-';
        boolean isMixed = (upper > 0 && lower > 0) || digits >= 4;
        boolean isToken = length >= TOKEN_CHARS && separators <= MAX_SEPARATORS && isMixed;
        return isNumber || isHex || isUuid || isToken;
    }
}
