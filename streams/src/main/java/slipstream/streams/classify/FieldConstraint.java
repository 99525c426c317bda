package slipstream.streams.classify;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a selector says of one field: an operator and the constants that it compares with (text, {@code Double} or {@code
 * Boolean}; more than one only for {@code in} and {@code not in}). Immutable.
 */
record FieldConstraint(String operator, List<Object> constants) {
    private static final Map<String, String> NEGATED =
            Map.of("==", "!=", "!=", "==", "<", ">=", ">=", "<", ">", "<=", "<=", ">", "in", "not in", "not in", "in");

    private static final Map<String, String> FLIPPED = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");

    FieldConstraint {
        constants = List.copyOf(constants);
    }

    static FieldConstraint of(String operator, Object constant) {
        return new FieldConstraint(operator, List.of(constant));
    }

    /** What holds when it does not, and the field is present. */
    FieldConstraint negated() {
        return new FieldConstraint(NEGATED.get(operator), constants);
    }

    /** The same with the constant on the other side: {@code 500 > status} is {@code status < 500}. */
    FieldConstraint flipped() {
        return new FieldConstraint(FLIPPED.getOrDefault(operator, operator), constants);
    }

    boolean allows(Object value) {
        return switch (operator) {
            case "==", "in" -> constants.contains(value);
            case "!=", "not in" -> !constants.contains(value);
            default -> !(value instanceof Double number) || allows(number, bound());
        };
    }

    private boolean allows(double number, double bound) {
        return switch (operator) {
            case "<" -> number < bound;
            case "<=" -> number <= bound;
            case ">" -> number > bound;
            default -> number >= bound;
        };
    }

    /** Whether no value whatsoever is allowed by all of them. Not complete: true only when that is certain. */
    static boolean areImpossible(List<FieldConstraint> constraints) {
        for (FieldConstraint constraint : constraints) {
            if (constraint.isEnumeration()) {
                return constraint.constants.stream()
                        .noneMatch(value -> constraints.stream().allMatch(each -> each.allows(value)));
            }
        }
        return constraints.stream().anyMatch(lower -> constraints.stream().anyMatch(upper -> liesAbove(lower, upper)));
    }

    private boolean isEnumeration() {
        return operator.equals("==") || operator.equals("in");
    }

    /** Whether nothing lies between a lower bound and an upper one. */
    private static boolean liesAbove(FieldConstraint lower, FieldConstraint upper) {
        if (!lower.operator.startsWith(">") || !upper.operator.startsWith("<")) {
            return false;
        }
        boolean areBothIncluded = lower.operator.equals(">=") && upper.operator.equals("<=");
        return lower.bound() > upper.bound() || (lower.bound() == upper.bound() && !areBothIncluded);
    }

    private double bound() {
        return constants.get(0) instanceof Double number ? number : Double.NaN;
    }

    /** As it would stand in an expression: {@code == 'a'}, {@code > 599}. */
    String words() {
        String values = constants.stream().map(FieldConstraint::words).collect(Collectors.joining(", "));
        return operator + " " + (operator.endsWith("in") ? "[" + values + "]" : values);
    }

    private static String words(Object constant) {
        if (constant instanceof Double number) {
            return Numerals.write(number);
        }
        return constant instanceof String ? "'" + constant + "'" : constant.toString();
    }
}
