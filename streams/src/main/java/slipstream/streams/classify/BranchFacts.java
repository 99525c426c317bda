package slipstream.streams.classify;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one way of making a selector true asks of an observation: which fields it has, and what they hold. A comparison is
 * neither true nor false where a field is absent, so each one that must be true or must be false asks for its fields too.
 * Mutable, not thread-safe.
 */
final class BranchFacts {
    private static final Map<String, String> OPERATORS =
            Map.of("_==_", "==", "_!=_", "!=", "_<_", "<", "_<=_", "<=", "_>_", ">", "_>=_", ">=", "@in", "in");

    /** Their operands may be absent without making the whole absent. */
    private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_", "_?_:_");

    private final Set<ObservationField> present = EnumSet.noneOf(ObservationField.class);
    private final Map<String, List<FieldConstraint>> constraints = new LinkedHashMap<>();

    BranchFacts copy() {
        BranchFacts copy = new BranchFacts();
        copy.present.addAll(present);
        constraints.forEach((name, those) -> copy.constraints.put(name, new ArrayList<>(those)));
        return copy;
    }

    /** Adds what a comparison asks for when it has to be true, or false; gives the reason when nothing can satisfy it all. */
    Optional<String> learn(CelExpr expr, boolean wanted) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            return constant(expr).filter(value -> value.equals(!wanted)).map(value -> value + " is never " + wanted);
        }
        notePresence(expr);
        Optional<String> why = Optional.empty();
        if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            boolean isCondition = ObservationField.ofWord(expr.ident().name())
                    .filter(field -> field.value() instanceof Condition)
                    .isPresent();
            why = isCondition ? constrain(expr.ident().name(), FieldConstraint.of("==", wanted)) : Optional.empty();
        } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && OPERATORS.containsKey(expr.call().function())) {
            why = compare(expr.call(), wanted);
        }
        return why.or(() -> FieldDomain.contradiction(present, constraints));
    }

    private void notePresence(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            ObservationField.ofWord(expr.ident().name()).ifPresent(present::add);
        } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && !LOGIC.contains(expr.call().function())) {
            expr.call().target().ifPresent(this::notePresence);
            expr.call().args().forEach(this::notePresence);
        }
    }

    private Optional<String> compare(CelExpr.CelCall call, boolean wanted) {
        CelExpr left = call.args().get(0);
        CelExpr right = call.args().get(1);
        Optional<String> name = name(left);
        List<Object> constants = constants(right);
        boolean isFlipped = name.isEmpty();
        if (isFlipped) {
            name = name(right);
            constants = constants(left);
        }
        if (name.isEmpty() || constants.isEmpty()) {
            return Optional.empty();
        }
        FieldConstraint said = new FieldConstraint(OPERATORS.get(call.function()), constants);
        said = isFlipped ? said.flipped() : said;
        return constrain(name.get(), wanted ? said : said.negated());
    }

    private Optional<String> constrain(String name, FieldConstraint newest) {
        List<FieldConstraint> all = constraints.computeIfAbsent(name, n -> new ArrayList<>());
        all.add(newest);
        return FieldDomain.contradiction(name, newest, all);
    }

    /** How a field or an attribute is called in messages; empty for anything else. */
    static Optional<String> name(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> ObservationField.ofWord(expr.ident().name()).map(ObservationField::word);
            case SELECT ->
                expr.select().testOnly()
                        ? Optional.empty()
                        : Optional.of("attributes." + expr.select().field());
            case CALL -> {
                List<CelExpr> args = expr.call().args();
                yield expr.call().function().equals("_[_]")
                        ? constant(args.get(1)).map(key -> "attributes." + key)
                        : Optional.empty();
            }
            case CONSTANT, LIST, NOT_SET, STRUCT, MAP, COMPREHENSION -> Optional.empty();
        };
    }

    private static List<Object> constants(CelExpr expr) {
        List<Object> constants = new ArrayList<>();
        if (expr.getKind() == CelExpr.ExprKind.Kind.LIST) {
            for (CelExpr element : expr.list().elements()) {
                constant(element).ifPresent(constants::add);
            }
            return constants.size() == expr.list().elements().size() ? constants : List.of();
        }
        constant(expr).ifPresent(constants::add);
        return constants;
    }

    private static Optional<Object> constant(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = expr.constant();
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
            case INT64_VALUE -> Optional.of((double) constant.int64Value());
            case UINT64_VALUE -> Optional.of(constant.uint64Value().doubleValue());
            case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
            case STRING_VALUE -> Optional.of(constant.stringValue());
            case NOT_SET, NULL_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE -> Optional.empty();
        };
    }
}
