package slipstream.ingest.probe.condition;

import java.util.Optional;

/** How the two sides of a condition are compared. */
enum Comparison {
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean isOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    boolean holds(Operand left, Operand right, Facts facts) {
        if (isOrder()) {
            Optional<Integer> order = left.value(facts)
                    .flatMap(Numbers::parse)
                    .flatMap(a -> right.value(facts).flatMap(Numbers::parse).map(a::compareTo));
            return order.isPresent() && holds(order.get());
        }
        return holds(areEqual(left, right, facts) ? 0 : 1);
    }

    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case ABOVE -> order > 0;
        };
    }

    /** Where the answer has nothing it is equal to nothing. */
    private static boolean areEqual(Operand left, Operand right, Facts facts) {
        if (left.isConstant()) {
            return right.value(facts)
                    .filter(value -> left.accepts(value, facts))
                    .isPresent();
        }
        return left.value(facts).filter(value -> right.accepts(value, facts)).isPresent();
    }
}
