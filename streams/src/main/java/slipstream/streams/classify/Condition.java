package slipstream.streams.classify;

import slipstream.contract.event.Observation;

/** A compiled expression that is true, false, or cannot be told because a field is absent (CEL's error value). */
non-sealed interface Condition extends Expression {
    /** What a condition says of an observation. */
    enum Truth {
        TRUE,
        FALSE,
        ABSENT;

        static Truth of(boolean truth) {
            return truth ? TRUE : FALSE;
        }
    }

    Truth test(Observation observation);

    /** CEL's {@code &&}: false wins over absent. */
    default Condition and(Condition other) {
        return observation -> {
            Truth left = test(observation);
            if (left == Truth.FALSE) {
                return Truth.FALSE;
            }
            Truth right = other.test(observation);
            return left == Truth.TRUE || right == Truth.FALSE ? right : Truth.ABSENT;
        };
    }

    /** CEL's {@code ||}: true wins over absent. */
    default Condition or(Condition other) {
        return observation -> {
            Truth left = test(observation);
            if (left == Truth.TRUE) {
                return Truth.TRUE;
            }
            Truth right = other.test(observation);
            return left == Truth.FALSE || right == Truth.TRUE ? right : Truth.ABSENT;
        };
    }

    /** CEL's {@code !}: the absent stays absent. */
    default Condition negated() {
        return observation -> switch (test(observation)) {
            case TRUE -> Truth.FALSE;
            case FALSE -> Truth.TRUE;
            case ABSENT -> Truth.ABSENT;
        };
    }
}
