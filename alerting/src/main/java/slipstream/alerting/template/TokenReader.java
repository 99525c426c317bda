package slipstream.alerting.template;

import java.util.List;
import slipstream.alerting.template.Token.Kind;

/** Goes through the words of a template. */
final class TokenReader {
    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The word after the next one. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean takeIf(Kind kind) {
        if (!peek().is(kind)) {
            return false;
        }
        take();
        return true;
    }

    Token expect(Kind kind, String where) throws TemplateException {
        if (!peek().is(kind)) {
            throw unexpected(kind.words() + " " + where);
        }
        return take();
    }

    TemplateException unexpected(String expected) {
        return peek().place().error("unexpected " + peek().shown() + ": expected " + expected);
    }
}
