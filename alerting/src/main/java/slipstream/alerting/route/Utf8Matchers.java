package slipstream.alerting.route;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of matchers since Alertmanager 0.27: names and values are words without {@code {}!=~,"'`} and blanks, or any text in
 * double quotes with Go's escapes ({@code matcher/parse}). Used once.
 */
final class Utf8Matchers {
    private static final String RESERVED = "{}!=~,\\\"'`";

    private final String text;
    private int at;

    Utf8Matchers(String text) {
        this.text = text;
    }

    List<LabelMatcher> parse() {
        List<LabelMatcher> all = new ArrayList<>();
        boolean braces = accept('{');
        boolean more = !isAtEnd() && !(braces && peekIs('}'));
        while (more) {
            all.add(one());
            more = accept(',') && !isAtEnd() && !(braces && peekIs('}'));
        }
        if (braces && !accept('}')) {
            throw problem("a closing brace is missing");
        }
        if (!isAtEnd()) {
            throw problem("a comma or the end is expected");
        }
        return all;
    }

    private LabelMatcher one() {
        String name = word("the name of a label");
        LabelMatcher.Operator operator = operator();
        return new LabelMatcher(name, operator, word("a value"));
    }

    private LabelMatcher.Operator operator() {
        skipBlanks();
        for (int length = 2; length >= 1; length--) {
            if (at + length <= text.length()) {
                var found = LabelMatcher.Operator.ofSign(text.substring(at, at + length));
                if (found.isPresent()) {
                    at += length;
                    return found.get();
                }
            }
        }
        throw problem("one of = != =~ !~ is expected");
    }

    private String word(String what) {
        skipBlanks();
        if (!isAtEnd() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && RESERVED.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw problem(what + " is expected");
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw problem("a quote is not closed");
        }
        String inner = text.substring(start, at++);
        return GoEscapes.unescape(inner);
    }

    private boolean accept(char wanted) {
        if (peekIs(wanted)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean peekIs(char wanted) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == wanted;
    }

    private boolean isAtEnd() {
        skipBlanks();
        return at == text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("'" + text + "' is not a list of matchers such as severity=\"critical\": "
                + what + " at character " + (at + 1));
    }
}
