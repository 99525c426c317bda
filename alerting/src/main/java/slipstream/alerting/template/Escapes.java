package slipstream.alerting.template;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes a value harmless in an address, a style or a tag, as Go's {@code html/template} does it. */
final class Escapes {
    /** What Go writes in place of a value that is not to be trusted where it stands; people search for the word. */
    static final String FAILSAFE = "ZgotmplZ";

    private static final Set<String> SAFE_SCHEMES = Set.of("http", "https", "mailto");
    private static final String RESERVED = "!#$&*+,/:;=?@[]";
    private static final Pattern UNSAFE_STYLE = Pattern.compile("[\\x00\"'()/;@\\[\\\\\\]`{}<>]|--");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+");

    private Escapes() {}

    /** An address, unless it would run a program. */
    static String address(String text) {
        int colon = text.indexOf(':');
        boolean hasScheme = colon >= 0 && text.lastIndexOf('/', colon) < 0;
        if (hasScheme && !SAFE_SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return "#" + FAILSAFE;
        }
        return addressPart(text);
    }

    /** A part of an address before its query: what has a meaning there keeps it. */
    static String addressPart(String text) {
        return percent(text, true);
    }

    /** A value in an address's query: nothing in it has a meaning. */
    static String queryPart(String text) {
        return percent(text, false);
    }

    private static String percent(String text, boolean keepsReserved) {
        StringBuilder escaped = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) Byte.toUnsignedInt(bytes[i]);
            boolean kept = isUnreserved(c)
                    || (keepsReserved && (RESERVED.indexOf(c) >= 0 || (c == '%' && isEscape(bytes, i))));
            escaped.append(kept ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
        }
        return escaped.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }

    /** A value of a style, unless it could be more than a value. */
    static String style(String text) {
        String letters = text.replaceAll("[^A-Za-z0-9_-]", "").toLowerCase(Locale.ROOT);
        boolean runs = letters.contains("expression") || letters.contains("mozbinding");
        return runs || UNSAFE_STYLE.matcher(text).find() ? FAILSAFE : text;
    }

    /** The name of an attribute, unless its value would be more than text. */
    static String attributeName(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean plain = NAME.matcher(name).matches() && HtmlAttribute.of(name) == HtmlAttribute.PLAIN;
        return plain ? name : FAILSAFE;
    }
}
