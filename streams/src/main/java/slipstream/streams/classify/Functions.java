package slipstream.streams.classify;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import slipstream.contract.document.Spelling;

/** The functions and the arithmetic that selectors may use, over arguments that are compiled already. */
final class Functions {
    /** The names that messages offer. */
    static final List<String> NAMES =
            List.of("startsWith", "endsWith", "contains", "matches", "has", "double", "string");

    private Functions() {}

    /** @param args the compiled target, if there is one, and arguments of the call */
    static Expression apply(CelExpr.CelCall call, List<Expression> args) {
        return switch (call.function()) {
            case "_+_", "_-_", "_*_", "_/_", "-_" -> arithmetic(call.function(), args);
            case "startsWith" -> Comparisons.texts(args, (text, part) -> text.startsWith(part));
            case "endsWith" -> Comparisons.texts(args, (text, part) -> text.endsWith(part));
            case "contains" -> Comparisons.texts(args, (text, part) -> text.contains(part));
            case "matches" -> matches(call, args);
            case "double" -> numberOf(args);
            case "string" -> textOf(args);
            default ->
                throw new SelectorException(
                        "there is no function '" + call.function() + "'" + Spelling.suggestion(call.function(), NAMES));
        };
    }

    /** Whether it is a constant text. */
    static boolean isText(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
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

    /** CEL's conversion; text that is no number has no value, as what is absent. */
    private static Expression numberOf(List<Expression> args) {
        if (args.size() == 1 && args.get(0) instanceof Expression.Text text) {
            return (Expression.Measure) observation -> Numerals.read(text.of(observation));
        }
        if (args.size() == 1 && args.get(0) instanceof Expression.Measure measure) {
            return measure;
        }
        throw new SelectorException("double takes one text or number: double(attributes.size)");
    }

    private static Expression textOf(List<Expression> args) {
        if (args.size() == 1 && args.get(0) instanceof Expression.Measure measure) {
            return (Expression.Text) observation -> Numerals.write(measure.of(observation));
        }
        if (args.size() == 1 && args.get(0) instanceof Expression.Text text) {
            return text;
        }
        throw new SelectorException("string takes one number or text: string(status)");
    }

    /** RE2 runs in linear time, whatever the pattern and the text; as in CEL the pattern may match anywhere. */
    private static Condition matches(CelExpr.CelCall call, List<Expression> args) {
        boolean hasPattern =
                args.size() == 2 && isText(call.args().get(call.args().size() - 1));
        if (!hasPattern || !(args.get(0) instanceof Expression.Text text)) {
            throw new SelectorException("matches takes a text field and a constant pattern: route.matches('^/api/')");
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(
                    call.args().get(call.args().size() - 1).constant().stringValue());
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
