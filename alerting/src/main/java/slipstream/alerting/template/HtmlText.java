package slipstream.alerting.template;

import java.util.Map;

/** Text escaped for HTML, each way as Go's {@code html/template} and {@code text/template} write it. */
final class HtmlText {
    /** {@code text/template}'s own {@code html}. */
    private static final Map<Character, String> PLAIN =
            Map.of('\0', "\uFFFD", '"', "&#34;", '\'', "&#39;", '&', "&amp;", '<', "&lt;", '>', "&gt;");

    /** Element text and quoted attributes. The plus is escaped because UTF-7 once began with it. */
    private static final Map<Character, String> QUOTED =
            Map.of('\0', "\uFFFD", '"', "&#34;", '\'', "&#39;", '&', "&amp;", '<', "&lt;", '>', "&gt;", '+', "&#43;");

    /** The same without the ampersand, for text that is HTML already. */
    private static final Map<Character, String> MARKUP =
            Map.of('\0', "\uFFFD", '"', "&#34;", '\'', "&#39;", '<', "&lt;", '>', "&gt;", '+', "&#43;");

    /** What would end an attribute without quotes. */
    private static final Map<Character, String> UNQUOTED_MORE = Map.of(
            '\t', "&#9;", '\n', "&#10;", '\u000B', "&#11;", '\f', "&#12;", '\r', "&#13;", ' ', "&#32;", '=', "&#61;",
            '`', "&#96;");

    private HtmlText() {}

    static String ofPlainText(String text) {
        return replaced(text, PLAIN);
    }

    static String quoted(String text) {
        return replaced(text, QUOTED);
    }

    /** Markup as the value of an attribute: its tags are left out. */
    static String ofMarkup(String markup) {
        return replaced(markup.replaceAll("<[^>]*>", ""), MARKUP);
    }

    static String unquoted(String text) {
        // An empty value would let the next attribute become this one's value.
        return text.isEmpty() ? Escapes.FAILSAFE : replaced(replaced(text, QUOTED), UNQUOTED_MORE);
    }

    private static String replaced(String text, Map<Character, String> table) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String replacement = table.get(c);
            if (replacement == null) {
                escaped.append(c);
            } else {
                escaped.append(replacement);
            }
        }
        return escaped.toString();
    }
}
