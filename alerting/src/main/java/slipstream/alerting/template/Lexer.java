package slipstream.alerting.template;

import java.util.ArrayList;
import java.util.List;
import slipstream.alerting.route.GoEscapes;
import slipstream.alerting.template.Token.Kind;

/** Cuts a template into words, as Go's {@code text/template/parse} does with its usual delimiters. */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String SPACES = " \t\r\n";

    private final String source;
    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineCountedTo;

    private Lexer(String source, String input) {
        this.source = source;
        this.input = input;
    }

    /** All words, the last of which is the end. */
    static List<Token> read(String source, String input) throws TemplateException {
        Lexer lexer = new Lexer(source, input);
        lexer.template();
        return lexer.tokens;
    }

    private void template() throws TemplateException {
        while (true) {
            int open = input.indexOf(OPEN, at);
            if (open < 0) {
                text(at, input.length());
                at = input.length();
                add(Kind.END, "", false);
                return;
            }
            boolean trim = input.startsWith("-", open + 2) && isSpace(open + 3);
            text(at, trim ? beforeSpaces(at, open) : open);
            at = open + (trim ? 4 : 2);
            if (input.startsWith("/*", at)) {
                comment();
            } else {
                action();
            }
        }
    }

    private void text(int from, int to) {
        if (to > from) {
            at = from;
            add(Kind.TEXT, input.substring(from, to), false);
        }
    }

    private int beforeSpaces(int from, int end) {
        int cut = end;
        while (cut > from && isSpace(cut - 1)) {
            cut--;
        }
        return cut;
    }

    private void comment() throws TemplateException {
        int end = input.indexOf("*/", at);
        if (end < 0) {
            throw place().error("the comment is not closed: expected */");
        }
        at = end + 2;
        if (!closed()) {
            throw place().error("the comment must end right before }}");
        }
    }

    /** Whether the action ends here; if so it is left, with the space behind it when that is to be trimmed. */
    private boolean closed() {
        if (input.startsWith(CLOSE, at)) {
            at += 2;
            return true;
        }
        if (isSpace(at) && input.startsWith("-" + CLOSE, at + 1)) {
            at += 4;
            while (isSpace(at)) {
                at++;
            }
            return true;
        }
        return false;
    }

    private void action() throws TemplateException {
        boolean spaced = false;
        while (true) {
            Place place = place();
            if (closed()) {
                tokens.add(new Token(Kind.CLOSE, CLOSE, place, spaced));
                return;
            }
            if (at >= input.length()) {
                throw place.error("the action is not closed: expected }}");
            }
            if (isSpace(at)) {
                at++;
                spaced = true;
                continue;
            }
            word(spaced);
            spaced = false;
        }
    }

    private void word(boolean spaced) throws TemplateException {
        char c = input.charAt(at);
        if (c == '"' || c == '\'') {
            quoted(c, spaced);
        } else if (c == '`') {
            raw(spaced);
        } else if (c == ':' && input.startsWith(":=", at)) {
            take(Kind.DECLARE, 2, spaced);
        } else if (isNumberStart(c)) {
            int end = end(at + 1, Lexer::isNumberPart);
            take(Kind.NUMBER, end - at, spaced);
        } else if (c == '.' || c == '$') {
            int end = end(at + 1, Lexer::isWordPart);
            String name = input.substring(at + 1, end);
            Kind bare = name.isEmpty() ? Kind.DOT : Kind.FIELD;
            add(c == '$' ? Kind.VARIABLE : bare, c == '$' ? "$" + name : name, spaced);
            at = end;
        } else if (isWordPart(c)) {
            take(Kind.NAME, end(at, Lexer::isWordPart) - at, spaced);
        } else {
            take(sign(c), 1, spaced);
        }
    }

    private Kind sign(char c) throws TemplateException {
        return switch (c) {
            case '|' -> Kind.PIPE;
            case '(' -> Kind.LEFT;
            case ')' -> Kind.RIGHT;
            case '=' -> Kind.ASSIGN;
            case ',' -> Kind.COMMA;
            default -> throw place().error("the character '" + c + "' has no meaning in an action");
        };
    }

    private void quoted(char mark, boolean spaced) throws TemplateException {
        int end = at + 1;
        while (end < input.length() && input.charAt(end) != mark) {
            if (input.charAt(end) == '\n') {
                end = input.length();
            }
            end += end < input.length() && input.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= input.length()) {
            throw place().error("the string is not closed: expected " + mark);
        }
        String inner = input.substring(at + 1, end);
        try {
            String content = GoEscapes.unescape(mark == '\'' ? inner.replace("\\'", "'") : inner);
            add(mark == '"' ? Kind.STRING : Kind.CHARACTER, content, spaced);
        } catch (IllegalArgumentException e) {
            throw place().error(e.getMessage());
        }
        at = end + 1;
    }

    private void raw(boolean spaced) throws TemplateException {
        int end = input.indexOf('`', at + 1);
        if (end < 0) {
            throw place().error("the string is not closed: expected `");
        }
        // Go drops carriage returns from raw strings.
        add(Kind.STRING, input.substring(at + 1, end).replace("\r", ""), spaced);
        at = end + 1;
    }

    private boolean isNumberStart(char c) {
        if (c >= '0' && c <= '9') {
            return true;
        }
        boolean mayBegin = c == '+' || c == '-' || c == '.';
        char next = at + 1 < input.length() ? input.charAt(at + 1) : ' ';
        return mayBegin && ((next >= '0' && next <= '9') || (c != '.' && next == '.'));
    }

    private static boolean isNumberPart(char c) {
        return isWordPart(c) || c == '.' || c == '+' || c == '-';
    }

    private static boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private interface Characters {
        boolean contain(char c);
    }

    private int end(int from, Characters wanted) {
        int end = from;
        while (end < input.length() && wanted.contain(input.charAt(end))) {
            boolean sign = input.charAt(end) == '+' || input.charAt(end) == '-';
            if (sign && "eEpP".indexOf(input.charAt(end - 1)) < 0) {
                return end;
            }
            end++;
        }
        return end;
    }

    private void take(Kind kind, int length, boolean spaced) {
        add(kind, input.substring(at, at + length), spaced);
        at += length;
    }

    private void add(Kind kind, String text, boolean spaced) {
        tokens.add(new Token(kind, text, place(), spaced));
    }

    private Place place() {
        while (lineCountedTo < at && lineCountedTo < input.length()) {
            if (input.charAt(lineCountedTo++) == '\n') {
                line++;
            }
        }
        return new Place(source, line);
    }

    private boolean isSpace(int index) {
        return index >= 0 && index < input.length() && SPACES.indexOf(input.charAt(index)) >= 0;
    }
}
