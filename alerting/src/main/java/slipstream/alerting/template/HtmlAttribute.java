package slipstream.alerting.template;

import java.util.Locale;
import java.util.Set;

/** What the value of an HTML attribute means. */
enum HtmlAttribute {
    PLAIN,
    ADDRESS,
    STYLE,
    PROGRAM;

    private static final Set<String> ADDRESSES = Set.of(
            "action",
            "archive",
            "background",
            "cite",
            "classid",
            "codebase",
            "data",
            "formaction",
            "href",
            "icon",
            "longdesc",
            "manifest",
            "poster",
            "profile",
            "src",
            "usemap");

    /** As Go decides it: names it does not know are judged by what they contain. */
    static HtmlAttribute of(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("data-") ? lower.substring("data-".length()) : lower.replaceFirst("^.*:", "");
        if (name.equals("style")) {
            return STYLE;
        }
        if (name.startsWith("on") || name.equals("srcdoc") || name.equals("srcset")) {
            return PROGRAM;
        }
        boolean looksLikeAddress = name.contains("src") || name.contains("uri") || name.contains("url");
        return ADDRESSES.contains(name) || looksLikeAddress || lower.startsWith("xmlns:") ? ADDRESS : PLAIN;
    }
}
