package slipstream.streams.classify;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** Compiles an expression that must be text. */
    Expression.Text text(String text) {
        Expression compiled = compile(parse(text).getExpr());
        if (compiled instanceof Expression.Text found) {
            return found;
        }
        String hint = compiled instanceof Expression.Measure ? "; string(…) makes a number text" : "";
        throw new SelectorException("must be text such as route, is " + compiled.kind() + hint);
    }

    /**
     * Compiles an expression that must be a condition, and takes it apart: {@code a == 'x' && b < 3} holds when its first part and the
     * rest do.
     */
    Selection selection(String text) {
        condition(text);
        Map<String, Equality> equalities = new LinkedHashMap<>();
        Optional<Condition> rest = Optional.empty();
        for (CelExpr part : conjuncts(parse(text).getExpr())) {
            Optional<Equality> equality = equality(part).filter(found -> !equalities.containsKey(found.field()));
            if (equality.isPresent()) {
                equalities.put(equality.get().field(), equality.get());
            } else {
                Condition further = truth(List.of(compile(part)), 0);
                rest = Optional.of(rest.map(condition -> condition.and(further)).orElse(further));
            }
        }
        return new Selection(List.copyOf(equalities.values()), rest.orElse(observation -> Condition.Truth.TRUE));
    }

    private Optional<Equality> equality(CelExpr part) {
        if (part.getKind() != CelExpr.ExprKind.Kind.CALL
                || !part.call().function().equals("_==_")) {
            return Optional.empty();
        }
        List<CelExpr> sides = part.call().args();
        return equality(sides.get(0), sides.get(1)).or(() -> equality(sides.get(1), sides.get(0)));
    }

    private Optional<Equality> equality(CelExpr field, CelExpr constant) {
        Optional<String> name = BranchFacts.name(field);
        return name.isPresent() && Functions.isText(constant) && compile(field) instanceof Expression.Text value
                ? Optional.of(
                        new Equality(name.get(), value, constant.constant().stringValue()))
                : Optional.empty();
    }

    private static List<CelExpr> conjuncts(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL
                || !expr.call().function().equals("_&&_")) {
            return List.of(expr);
        }
        List<CelExpr> all = new ArrayList<>();
        expr.call().args().forEach(arg -> all.addAll(conjuncts(arg)));
        return all;
    }

    /**
     * Why no observation whatsoever makes all these conditions true (and gives a value to those expressions that are no
     * conditions), in words; empty when one may, or when it is too intricate to tell.
     */
    Optional<String> neverMatches(String... expressions) {
        return Contradiction.among(Arrays.stream(expressions)
                .map(expression -> parse(expression).getExpr())
                .toList());
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

    private Expression compile(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant());
            case IDENT -> identifier(expr.ident().name());
            case SELECT -> select(expr.select());
            case CALL -> call(expr.call());
            case LIST -> choices(expr.list());
            case NOT_SET, STRUCT, MAP, COMPREHENSION ->
                throw new SelectorException("may use fields, constants, lists, comparisons and the functions "
                        + String.join(", ", Functions.NAMES) + ", nothing else");
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

    private static Expression constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> {
                Condition.Truth truth = Condition.Truth.of(constant.booleanValue());
                yield (Condition) observation -> truth;
            }
            case INT64_VALUE -> new Expression.Constant((double) constant.int64Value());
            case UINT64_VALUE -> new Expression.Constant(constant.uint64Value().doubleValue());
            case DOUBLE_VALUE -> new Expression.Constant(constant.doubleValue());
            case STRING_VALUE -> {
                String text = constant.stringValue();
                yield (Expression.Text) observation -> text;
            }
            case NOT_SET, NULL_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE ->
                throw new SelectorException("may use only text, numbers, true and false as constants");
        };
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
            default -> Functions.apply(call, args);
        };
    }

    private static Expression attributeByIndex(CelExpr.CelCall call) {
        CelExpr map = call.args().get(0);
        CelExpr key = call.args().get(1);
        boolean isAttribute = map.getKind() == CelExpr.ExprKind.Kind.IDENT
                && map.ident().name().equals("attributes")
                && Functions.isText(key);
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
}
