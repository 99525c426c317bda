package slipstream.streams.classify;

import java.util.List;
import slipstream.contract.event.Observation;

/** A compiled part of a selector. Thread-safe and without allocation on each call. */
sealed interface Expression permits Condition, Expression.Measure, Expression.Text, Expression.Choices {
    /** A number; {@link Double#NaN} when the field is absent. */
    non-sealed interface Measure extends Expression {
        double of(Observation observation);
    }

    /** A number that no observation changes. */
    record Constant(double value) implements Measure {
        @Override
        public double of(Observation observation) {
            return value;
        }
    }

    /** A text; null when the field is absent. */
    non-sealed interface Text extends Expression {
        String of(Observation observation);
    }

    /** A list of constants, for {@code in}. */
    record Choices(List<Expression> items) implements Expression {}

    /** What it is called in messages. */
    default String kind() {
        if (this instanceof Condition) {
            return "a condition";
        }
        if (this instanceof Measure) {
            return "a number";
        }
        return this instanceof Text ? "text" : "a list";
    }
}
