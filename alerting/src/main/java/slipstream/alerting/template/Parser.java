package slipstream.alerting.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipstream.alerting.template.Expression.Constant;
import slipstream.alerting.template.Node.Assignment;
import slipstream.alerting.template.Node.CallTemplate;
import slipstream.alerting.template.Node.Choice;
import slipstream.alerting.template.Node.Flow;
import slipstream.alerting.template.Node.Jump;
import slipstream.alerting.template.Node.Output;
import slipstream.alerting.template.Node.Sequence;
import slipstream.alerting.template.Node.Text;
import slipstream.alerting.template.Token.Kind;

/** Makes a tree of a template's words, and of each {@code define} and {@code block} in it one of its own. */
final class Parser {
    private static final Set<String> ENDS = Set.of("end", "else");
    private static final int MAX_NESTING = 100;

    private final TokenReader tokens;
    private final Map<String, Function> functions;
    private final Map<String, Node> definitions = new LinkedHashMap<>();
    private Scope scope = new Scope(null);
    private ExpressionParser expressions;
    private int nesting;
    private int loops;

    private Parser(TokenReader tokens, Map<String, Function> functions) {
        this.tokens = tokens;
        this.functions = functions;
        this.expressions = new ExpressionParser(tokens, scope, functions);
    }

    /** A template, and the templates that it defines. */
    record Parsed(Node main, Map<String, Node> definitions) {
        Parsed {
            definitions = Map.copyOf(definitions);
        }
    }

    static Parsed parse(String source, String text, Map<String, Function> functions) throws TemplateException {
        Parser parser = new Parser(new TokenReader(Lexer.read(source, text)), functions);
        List<Node> nodes = new ArrayList<>();
        while (!parser.tokens.peek().is(Kind.END)) {
            if (parser.tokens.peek().isName("define")) {
                parser.define(parser.tokens.take().place());
            } else if (parser.tokens.peek().kind() == Kind.NAME
                    && ENDS.contains(parser.tokens.peek().text())) {
                throw parser.tokens.unexpected("nothing here is open that could end");
            } else {
                parser.node(nodes);
            }
        }
        return new Parsed(new Sequence(nodes), parser.definitions);
    }

    private Node body() throws TemplateException {
        if (++nesting > MAX_NESTING) {
            throw tokens.peek().place().error("actions are nested more than " + MAX_NESTING + " deep");
        }
        List<Node> nodes = new ArrayList<>();
        while (tokens.peek().kind() != Kind.NAME || !ENDS.contains(tokens.peek().text())) {
            if (tokens.peek().is(Kind.END)) {
                throw tokens.unexpected("{{end}}");
            }
            node(nodes);
        }
        nesting--;
        return new Sequence(nodes);
    }

    /** An action begins with its first word: the lexer leaves the braces out. */
    private void node(List<Node> nodes) throws TemplateException {
        Token token = tokens.peek();
        Place place = token.place();
        if (token.is(Kind.TEXT)) {
            nodes.add(new Text(tokens.take().text(), place));
            return;
        }
        if (token.is(Kind.CLOSE)) {
            throw place.error("the action {{ }} is empty: expected a value");
        }
        String word = token.is(Kind.NAME) ? token.text() : "";
        switch (word) {
            case "if", "with" -> nodes.add(choice(tokens.take().text(), place));
            case "range" -> nodes.add(loop(tokens.take().place()));
            case "template" -> nodes.add(call(tokens.take().place()));
            case "block" -> nodes.add(block(tokens.take().place()));
            case "break", "continue" -> nodes.add(jump(tokens.take()));
            case "define" -> throw place.error("define must stand outside of every other action");
            default -> nodes.add(action(place));
        }
    }

    private Node action(Place place) throws TemplateException {
        if (!tokens.peek().is(Kind.VARIABLE) || !isAssignment(tokens.second())) {
            return new Output(expressions.pipeline(Kind.CLOSE, "the action"), place);
        }
        Assignment assignment = assignment("the action", place);
        declare(assignment);
        return assignment;
    }

    private static boolean isAssignment(Token token) {
        return token.is(Kind.DECLARE) || token.is(Kind.ASSIGN);
    }

    private Assignment assignment(String where, Place place) throws TemplateException {
        String name = tokens.take().text();
        boolean declares = tokens.take().is(Kind.DECLARE);
        if (!declares && !scope.knows(name)) {
            throw place.error("the variable " + name + " is not declared here");
        }
        return new Assignment(name, declares, expressions.pipeline(Kind.CLOSE, where), place);
    }

    private void declare(Assignment assignment) {
        if (assignment.declares()) {
            scope.declare(assignment.name(), null);
        }
    }

    private Node choice(String word, Place place) throws TemplateException {
        int mark = scope.mark();
        List<Assignment> variable = List.of();
        Expression value;
        if (tokens.peek().is(Kind.VARIABLE) && isAssignment(tokens.second())) {
            variable = List.of(assignment(word, place));
            variable.forEach(this::declare);
            value = variable.get(0).value();
        } else {
            value = expressions.pipeline(Kind.CLOSE, word);
        }
        Node then = body();
        Node otherwise = otherwise();
        scope.backTo(mark);
        return new Choice(variable, value, word.equals("with"), then, otherwise, place);
    }

    /** What stands after the first body, with the {@code end}. */
    private Node otherwise() throws TemplateException {
        Token word = tokens.take();
        if (word.text().equals("end")) {
            tokens.expect(Kind.CLOSE, "after end");
            return Sequence.EMPTY;
        }
        Token next = tokens.peek();
        if (next.isName("if") || next.isName("with")) {
            return choice(tokens.take().text(), next.place());
        }
        tokens.expect(Kind.CLOSE, "after else");
        Node body = body();
        if (!tokens.peek().text().equals("end")) {
            throw tokens.unexpected("end, since else stands once");
        }
        tokens.take();
        tokens.expect(Kind.CLOSE, "after end");
        return body;
    }

    private Node loop(Place place) throws TemplateException {
        int mark = scope.mark();
        List<String> variables = new ArrayList<>();
        boolean declares = true;
        Token second = tokens.second();
        if (tokens.peek().is(Kind.VARIABLE) && (isAssignment(second) || second.is(Kind.COMMA))) {
            variables.add(tokens.take().text());
            if (tokens.takeIf(Kind.COMMA)) {
                variables.add(tokens.expect(Kind.VARIABLE, "after the comma").text());
            }
            if (!isAssignment(tokens.peek())) {
                throw tokens.unexpected(":= after the variables of range");
            }
            declares = tokens.take().is(Kind.DECLARE);
        }
        Expression value = expressions.pipeline(Kind.CLOSE, "range");
        for (String name : variables) {
            if (declares) {
                scope.declare(name, null);
            } else if (!scope.knows(name)) {
                throw place.error("the variable " + name + " is not declared here");
            }
        }
        loops++;
        Node body = body();
        loops--;
        Node otherwise = otherwise();
        scope.backTo(mark);
        return new Loop(variables, declares, value, body, otherwise, place);
    }

    private Node jump(Token word) throws TemplateException {
        if (loops == 0) {
            throw word.place().error(word.text() + " stands outside of range");
        }
        tokens.expect(Kind.CLOSE, "after " + word.text());
        return new Jump(word.text().equals("break") ? Flow.BREAK : Flow.CONTINUE);
    }

    private Node call(Place place) throws TemplateException {
        String name = tokens.expect(Kind.STRING, "with the template's name").text();
        if (tokens.takeIf(Kind.CLOSE)) {
            return new CallTemplate(name, new Constant(null, "nil"), place);
        }
        return new CallTemplate(name, expressions.pipeline(Kind.CLOSE, "template"), place);
    }

    private Node block(Place place) throws TemplateException {
        String name = tokens.expect(Kind.STRING, "with the block's name").text();
        Expression argument = expressions.pipeline(Kind.CLOSE, "block");
        definition(name, place);
        return new CallTemplate(name, argument, place);
    }

    private void define(Place place) throws TemplateException {
        String name = tokens.expect(Kind.STRING, "with the template's name").text();
        tokens.expect(Kind.CLOSE, "after the template's name");
        definition(name, place);
    }

    private void definition(String name, Place place) throws TemplateException {
        Scope outerScope = scope;
        ExpressionParser outerExpressions = expressions;
        int outerLoops = loops;
        scope = new Scope(null);
        expressions = new ExpressionParser(tokens, scope, functions);
        loops = 0;
        Node body = body();
        if (!tokens.take().text().equals("end")) {
            throw place.error("the template \"" + name + "\" has an else");
        }
        tokens.expect(Kind.CLOSE, "after end");
        scope = outerScope;
        expressions = outerExpressions;
        loops = outerLoops;
        Node before = definitions.get(name);
        if (before == null || before.isEmpty()) {
            definitions.put(name, body);
        } else if (!body.isEmpty()) {
            throw place.error("the template \"" + name + "\" is defined twice in this file");
        }
    }
}
