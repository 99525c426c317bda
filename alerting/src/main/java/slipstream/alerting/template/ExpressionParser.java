package slipstream.alerting.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.alerting.template.Expression.Call;
import slipstream.alerting.template.Expression.Chain;
import slipstream.alerting.template.Expression.Command;
import slipstream.alerting.template.Expression.Constant;
import slipstream.alerting.template.Expression.Dot;
import slipstream.alerting.template.Expression.Pipeline;
import slipstream.alerting.template.Expression.Variable;
import slipstream.alerting.template.Token.Kind;

/** Reads pipelines: commands, operands, chains of fields. */
final class ExpressionParser {
    /** How deeply parentheses may be nested; more is no template but an attack on the stack. */
    private static final int MAX_NESTING = 100;

    private final TokenReader tokens;
    private final Scope scope;
    private final Map<String, Function> functions;
    private int nesting;

    ExpressionParser(TokenReader tokens, Scope scope, Map<String, Function> functions) {
        this.tokens = tokens;
        this.scope = scope;
        this.functions = Map.copyOf(functions);
    }

    /** Reads up to the word that ends it, which is taken. */
    Pipeline pipeline(Kind end, String where) throws TemplateException {
        List<Command> commands = new ArrayList<>();
        do {
            Place place = tokens.peek().place();
            Command command = command(where);
            if (!commands.isEmpty() && !isCallable(command)) {
                throw place.error("what stands after | must be a function or a method");
            }
            commands.add(command);
        } while (tokens.takeIf(Kind.PIPE));
        tokens.expect(end, "at the end of " + where);
        return new Pipeline(commands);
    }

    private static boolean isCallable(Command command) {
        return command.operand() instanceof Call || command.operand() instanceof Chain;
    }

    private Command command(String where) throws TemplateException {
        Place place = tokens.peek().place();
        Expression first = operand(where);
        if (first instanceof Constant constant && constant.constant() == null) {
            throw place.error("nil alone is no value for " + where);
        }
        List<Expression> arguments = new ArrayList<>();
        while (!isEnd(tokens.peek())) {
            if (!tokens.peek().afterSpace()) {
                throw tokens.unexpected("a space before the next argument of " + where);
            }
            arguments.add(operand(where));
        }
        return new Command(first, arguments);
    }

    private static boolean isEnd(Token token) {
        return token.is(Kind.PIPE) || token.is(Kind.RIGHT) || token.is(Kind.CLOSE) || token.is(Kind.END);
    }

    private Expression operand(String where) throws TemplateException {
        Expression base = term(where);
        List<String> names = new ArrayList<>();
        while (tokens.peek().is(Kind.FIELD) && !tokens.peek().afterSpace()) {
            if (base instanceof Constant) {
                throw tokens.unexpected("no field of a constant");
            }
            names.add(tokens.take().text());
        }
        if (base instanceof Chain chain && !names.isEmpty()) {
            names.addAll(0, chain.names());
            return new Chain(chain.base(), names);
        }
        return names.isEmpty() ? base : new Chain(base, names);
    }

    private Expression term(String where) throws TemplateException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> name(tokens.take());
            case DOT -> dot(tokens.take());
            case FIELD -> new Chain(new Dot(), List.of(tokens.take().text()));
            case VARIABLE -> variable(tokens.take());
            case STRING -> new Constant(tokens.take().text(), token.shown());
            case CHARACTER -> character(tokens.take());
            case NUMBER -> new Constant(Numbers.parse(tokens.take()), token.shown());
            case LEFT -> parentheses();
            case TEXT, CLOSE, PIPE, RIGHT, DECLARE, ASSIGN, COMMA, END ->
                throw tokens.unexpected("a value in " + where);
        };
    }

    private Expression parentheses() throws TemplateException {
        Place place = tokens.take().place();
        if (++nesting > MAX_NESTING) {
            throw place.error("parentheses are nested more than " + MAX_NESTING + " deep");
        }
        Pipeline inner = pipeline(Kind.RIGHT, "the parentheses");
        nesting--;
        return inner;
    }

    private Expression dot(Token token) throws TemplateException {
        if (tokens.peek().is(Kind.NAME) && !tokens.peek().afterSpace()) {
            throw token.place().error("unexpected . before a name");
        }
        return new Dot();
    }

    private Expression name(Token token) throws TemplateException {
        return switch (token.text()) {
            case "true" -> new Constant(true, "true");
            case "false" -> new Constant(false, "false");
            case "nil" -> new Constant(null, "nil");
            default -> call(token);
        };
    }

    private Expression call(Token token) throws TemplateException {
        Function function = functions.get(token.text());
        if (function == null) {
            throw token.place().error("there is no function \"" + token.text() + "\"");
        }
        return new Call(token.text(), function);
    }

    private Expression variable(Token token) throws TemplateException {
        if (!scope.knows(token.text())) {
            throw token.place().error("the variable " + token.text() + " is not declared here");
        }
        return new Variable(token.text());
    }

    private static Expression character(Token token) throws TemplateException {
        if (token.text().codePointCount(0, token.text().length()) != 1) {
            throw token.place().error("'" + token.text() + "' must be one character");
        }
        return new Constant((long) token.text().codePointAt(0), token.shown());
    }
}
