package slipstream.streams.classify;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Spelling;

/**
 * Turns CEL expressions into closures over observations. The parser is Google's; the evaluation is ours, because a closure over
 * known fields takes some nanoseconds where an interpreter takes hundreds. CEL's rule for absent fields holds: they make a
 * condition neither true nor false, unless the other side of {@code &&} or {@code ||} decides.
 */
final class SelectorCompiler {
    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.HAS)
            .build();

    private static final int LONGEST_EXPRESSION = 4_096;

    /** Compiles an expression that must be a condition. */
    Condition condition(String text) {
        Expression compiled = compile(parse(text).getExpr());
        if (compiled instanceof Condition condition) {
            return condition;
        }
        throw new SelectorException("must be a condition such as status < 500, is " + compiled.kind());
    }

    /** Compiles an expression that must be a number. */
    Expression.Measure measure(String text) {
        Expression compiled = compile(parse(text).getExpr());
        if (compiled instanceof Expression.Measure measure) {
            return measure;
        }
        throw new SelectorException("must be a number such as latencyMillis, is " + compiled.kind());
    }

    /** The service that every observation must have for the expression to be true, if it says so with {@code service == '…'}. */
    Optional<String> requiredService(String text) {
        return requiredService(parse(text).getExpr());
    }

    private static CelAbstractSyntaxTree parse(String text) {
        if (text.length() > LONGEST_EXPRESSION) {
            throw new SelectorException("has more than " + LONGEST_EXPRESSION + " characters");
        }
        CelValidationResult result = PARSER.parse(text);
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().get(0);
            throw new SelectorException("is not a CEL expression, at character "
                    + (first.getSourceLocation().getColumn() + 1) + ": " + first.getMessage());
        }
    }

    private static Optional<String> requiredService(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        List<CelExpr> args = List.copyOf(expr.call().args());
        if (expr.call().function().equals("_&&_")) {
            return requiredService(args.get(0)).or(() -> requiredService(args.get(1)));
        }
        if (expr.call().function().equals("_==_")) {
            return serviceConstant(args.get(0), args.get(1)).or(() -> serviceConstant(args.get(1), args.get(0)));
        }
        return Optional.empty();
    }

    private static Optional<String> serviceConstant(CelExpr field, CelExpr constant) {
        boolean matches = field.getKind() == CelExpr.ExprKind.Kind.IDENT
                && field.ident().name().equals("service")
                && constant.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && constant.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return matches ? Optional.of(constant.constant().stringValue()) : Optional.empty();
    }

    private Expression compile(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant());
            case IDENT -> identifier(expr.ident().name());
            case SELECT -> select(expr.select());
            case CALL -> call(expr.call());
            case LIST -> choices(expr.list());
            case NOT_SET, STRUCT, MAP, COMPREHENSION ->
                throw new SelectorException("may use fields, constants, lists, comparisons and the functions "
                        + String.join(", ", FUNCTIONS) + ", nothing else");
        };
    }

    private static Expression choices(CelExpr.CelList list) {
        List<Expression> constants = new ArrayList<>();
        for (CelExpr element : list.elements()) {
            if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                throw new SelectorException("a list holds constants: method in ['GET', 'HEAD']");
            }
            constants.add(constant(element.constant()));
        }
        return new Expression.Choices(constants);
    }

    private static final List<String> FUNCTIONS = List.of("startsWith", "endsWith", "contains", "matches", "has");

    private static Expression constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> {
                Condition.Truth truth = Condition.Truth.of(constant.booleanValue());
                yield (Condition) observation -> truth;
            }
            case INT64_VALUE -> number((double) constant.int64Value());
            case UINT64_VALUE -> number(constant.uint64Value().doubleValue());
            case DOUBLE_VALUE -> number(constant.doubleValue());
            case STRING_VALUE -> {
                String text = constant.stringValue();
                yield (Expression.Text) observation -> text;
            }
            case NOT_SET, NULL_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE ->
                throw new SelectorException("may use only text, numbers, true and false as constants");
        };
    }

    private static Expression.Measure number(double value) {
        return observation -> value;
    }

    private static Expression identifier(String name) {
        return ObservationField.ofWord(name)
                .map(ObservationField::value)
                .orElseThrow(() -> new SelectorException("there is no field '" + name + "'"
                        + Spelling.suggestion(name, ObservationField.words()) + "; others are attributes.<name>"));
    }

    private static Expression select(CelExpr.CelSelect select) {
        CelExpr operand = select.operand();
        boolean ofAttributes = operand.getKind() == CelExpr.ExprKind.Kind.IDENT
                && operand.ident().name().equals("attributes");
        if (!ofAttributes) {
            throw new SelectorException("only attributes have members: attributes." + select.field());
        }
        return attribute(select.field(), select.testOnly());
    }

    private static Expression attribute(String name, boolean testOnly) {
        if (testOnly) {
            return (Condition)
                    observation -> Condition.Truth.of(observation.attributes().containsKey(name));
        }
        return (Expression.Text) observation -> observation.attributes().get(name);
    }

    private Expression call(CelExpr.CelCall call) {
        if (call.function().equals("_[_]")) {
            return attributeByIndex(call);
        }
        List<Expression> args = new ArrayList<>();
        call.target().ifPresent(target -> args.add(compile(target)));
        call.args().forEach(arg -> args.add(compile(arg)));
        return switch (call.function()) {
            case "_&&_" -> truth(args, 0).and(truth(args, 1));
            case "_||_" -> truth(args, 0).or(truth(args, 1));
            case "!_" -> truth(args, 0).negated();
            case "_==_" -> Comparisons.equal(args.get(0), args.get(1));
            case "_!=_" -> Comparisons.equal(args.get(0), args.get(1)).negated();
            case "_<_", "_<=_", "_>_", "_>=_" -> Comparisons.ordered(call.function(), args.get(0), args.get(1));
            case "@in" -> Comparisons.in(args.get(0), args.get(1));
            case "_+_", "_-_", "_*_", "_/_", "-_" -> arithmetic(call.function(), args);
            case "startsWith" -> Comparisons.texts(args, (text, part) -> text.startsWith(part));
            case "endsWith" -> Comparisons.texts(args, (text, part) -> text.endsWith(part));
            case "contains" -> Comparisons.texts(args, (text, part) -> text.contains(part));
            case "matches" -> matches(call, args);
            default ->
                throw new SelectorException("there is no function '" + call.function() + "'"
                        + Spelling.suggestion(call.function(), FUNCTIONS));
        };
    }

    private static Expression attributeByIndex(CelExpr.CelCall call) {
        CelExpr map = call.args().get(0);
        CelExpr key = call.args().get(1);
        boolean isAttribute = map.getKind() == CelExpr.ExprKind.Kind.IDENT
                && map.ident().name().equals("attributes")
                && key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        if (!isAttribute) {
            throw new SelectorException("only attributes can be indexed, with text: attributes['name']");
        }
        return attribute(key.constant().stringValue(), false);
    }

    private static Condition truth(List<Expression> args, int index) {
        if (args.get(index) instanceof Condition condition) {
            return condition;
        }
        throw new SelectorException(
                "&&, || and ! take conditions, not " + args.get(index).kind());
    }

    private static Expression arithmetic(String operator, List<Expression> args) {
        for (Expression arg : args) {
            if (!(arg instanceof Expression.Measure)) {
                throw new SelectorException("arithmetic takes numbers, not " + arg.kind());
            }
        }
        Expression.Measure left = (Expression.Measure) args.get(0);
        if (operator.equals("-_")) {
            return (Expression.Measure) observation -> -left.of(observation);
        }
        Expression.Measure right = (Expression.Measure) args.get(1);
        Map<String, Expression.Measure> operations = Map.of(
                "_+_", observation -> left.of(observation) + right.of(observation),
                "_-_", observation -> left.of(observation) - right.of(observation),
                "_*_", observation -> left.of(observation) * right.of(observation),
                "_/_", observation -> left.of(observation) / right.of(observation));
        return operations.get(operator);
    }

    /** RE2 runs in linear time, whatever the pattern and the text; as in CEL the pattern may match anywhere. */
    private static Condition matches(CelExpr.CelCall call, List<Expression> args) {
        CelExpr pattern = call.args().get(call.args().size() - 1);
        if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT || !(args.get(0) instanceof Expression.Text text)) {
            throw new SelectorException("matches takes a text field and a constant pattern: route.matches('^/api/')");
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern.constant().stringValue());
        } catch (PatternSyntaxException e) {
            throw new SelectorException("the pattern is not RE2: " + e.getMessage());
        }
        return observation -> {
            String value = text.of(observation);
            return value == null
                    ? Condition.Truth.ABSENT
                    : Condition.Truth.of(compiled.matcher(value).find());
        };
    }
}
