package slipstream.alerting.template;

import java.util.Locale;
import java.util.Set;

/**
 * HTML in which each value is escaped for the place where it stands. The place is known from the markup written before it,
 * which also holds through templates that call each other. Comments are left out, as Go leaves them out.
 */
final class HtmlOutput implements Output {
    /** Where the next character stands. */
    private enum State {
        TEXT,
        COMMENT,
        TAG_NAME,
        TAG,
        ATTRIBUTE_NAME,
        BEFORE_VALUE,
        VALUE
    }

    /** Elements that hold text up to their own end. */
    private static final Set<String> TEXT_ONLY = Set.of("title", "textarea");

    /** Elements that hold programs or style sheets up to their own end. */
    private static final Set<String> PROGRAMS = Set.of("script", "style");

    private final BoundedText text = new BoundedText();
    private State state = State.TEXT;
    private String element = "";
    private String attribute = "";
    /** What ends the value: a quote, or a space for none. */
    private char quote = ' ';

    private boolean addressBegun;
    private boolean inQuery;

    @Override
    public boolean escapes() {
        return true;
    }

    @Override
    public void literal(String markup) throws EvaluationException {
        StringBuilder kept = new StringBuilder(markup.length());
        for (int i = 0; i < markup.length(); i++) {
            i = character(markup, i, kept);
        }
        text.add(kept.toString());
    }

    /** Takes one character, or a comment's mark; returns the index of its last character. */
    private int character(String markup, int at, StringBuilder kept) {
        if (state == State.COMMENT) {
            boolean ends = markup.startsWith("-->", at);
            state = ends ? State.TEXT : State.COMMENT;
            return ends ? at + 2 : at;
        }
        if (state == State.TEXT) {
            return text(markup, at, kept);
        }
        char c = markup.charAt(at);
        kept.append(c);
        if (state == State.VALUE) {
            value(c);
        } else {
            tag(c);
        }
        return at;
    }

    private int text(String markup, int at, StringBuilder kept) {
        char c = markup.charAt(at);
        boolean special = TEXT_ONLY.contains(element) || PROGRAMS.contains(element);
        if (c != '<' || (special && !endsElement(markup, at))) {
            kept.append(c);
        } else if (markup.startsWith("<!--", at)) {
            state = State.COMMENT;
            return at + 3;
        } else if (markup.regionMatches(true, at, "<!doctype", 0, "<!doctype".length())) {
            kept.append(c);
        } else if (!beginsTag(markup, at)) {
            kept.append("&lt;");
        } else {
            kept.append(c);
            state = State.TAG_NAME;
            element = "";
        }
        return at;
    }

    private boolean endsElement(String markup, int at) {
        String end = "</" + element;
        return markup.regionMatches(true, at, end, 0, end.length());
    }

    private static boolean beginsTag(String markup, int at) {
        int name = markup.startsWith("</", at) ? at + 2 : at + 1;
        return name < markup.length() && Character.isLetter(markup.charAt(name));
    }

    private void tag(char c) {
        if (c == '>') {
            state = State.TEXT;
            return;
        }
        boolean space = Character.isWhitespace(c) || c == '/';
        switch (state) {
            case TAG_NAME -> {
                // The slash of an end tag stays in the name, so that what follows is not taken for the element's
                // content.
                if (space && !(c == '/' && element.isEmpty())) {
                    state = State.TAG;
                } else {
                    element += Character.toLowerCase(c);
                }
            }
            case TAG -> {
                if (!space) {
                    state = State.ATTRIBUTE_NAME;
                    attribute = String.valueOf(c);
                }
            }
            case ATTRIBUTE_NAME -> attributeName(c);
            default -> beforeValue(c);
        }
    }

    private void attributeName(char c) {
        if (c == '=') {
            state = State.BEFORE_VALUE;
        } else if (Character.isWhitespace(c)) {
            attribute += ' ';
        } else if (attribute.endsWith(" ")) {
            attribute = String.valueOf(c);
        } else {
            attribute += c;
        }
    }

    private void beforeValue(char c) {
        if (!Character.isWhitespace(c)) {
            boolean quoted = c == '"' || c == '\'';
            beginValue(quoted ? c : ' ');
            if (!quoted) {
                value(c);
            }
        }
    }

    private void beginValue(char mark) {
        state = State.VALUE;
        quote = mark;
        addressBegun = false;
        inQuery = false;
    }

    private void value(char c) {
        boolean ends = quote == ' ' ? Character.isWhitespace(c) || c == '>' : c == quote;
        if (ends) {
            state = c == '>' ? State.TEXT : State.TAG;
            attribute = "";
            return;
        }
        addressBegun = addressBegun || !Character.isWhitespace(c);
        inQuery = inQuery || c == '?' || c == '#';
    }

    @Override
    public void value(Object value) throws EvaluationException {
        String shown = value == null ? "" : Printer.plain(value);
        switch (state) {
            case TEXT -> text.add(inElement(value, shown));
            case COMMENT -> {}
            case BEFORE_VALUE -> {
                beginValue(' ');
                text.add(inAttribute(value, shown));
            }
            case VALUE -> text.add(inAttribute(value, shown));
            default -> text.add(Escapes.attributeName(shown));
        }
    }

    private String inElement(Object value, String shown) throws EvaluationException {
        if (PROGRAMS.contains(element)) {
            throw unsupported("the element <" + element + ">");
        }
        boolean markup = value instanceof SafeText safe && safe.kind() == SafeText.Kind.HTML;
        return markup && !TEXT_ONLY.contains(element) ? shown : HtmlText.quoted(shown);
    }

    private String inAttribute(Object value, String shown) throws EvaluationException {
        String harmless = switch (HtmlAttribute.of(attribute.strip().toLowerCase(Locale.ROOT))) {
            case PLAIN -> shown;
            case ADDRESS -> inAddress(value, shown);
            case STYLE -> Escapes.style(shown);
            case PROGRAM -> throw unsupported("the attribute " + attribute.strip());
        };
        if (quote == ' ') {
            return HtmlText.unquoted(harmless);
        }
        boolean markup = value instanceof SafeText safe && safe.kind() == SafeText.Kind.HTML;
        return markup ? HtmlText.ofMarkup(harmless) : HtmlText.quoted(harmless);
    }

    private String inAddress(Object value, String shown) {
        boolean trusted = value instanceof SafeText safe && safe.kind() == SafeText.Kind.URL;
        boolean begins = !addressBegun;
        addressBegun = true;
        if (inQuery) {
            return trusted ? Escapes.addressPart(shown) : Escapes.queryPart(shown);
        }
        return begins && !trusted ? Escapes.address(shown) : Escapes.addressPart(shown);
    }

    private static EvaluationException unsupported(String where) {
        return new EvaluationException("a value in " + where + " is not supported: mail readers run no programs");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
