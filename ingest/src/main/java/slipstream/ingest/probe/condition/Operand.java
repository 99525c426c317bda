package slipstream.ingest.probe.condition;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One side of a condition. */
sealed interface Operand {
    /** As it was written. */
    String text();

    /** What it is worth for one probe; empty when the answer has nothing there. */
    Optional<String> value(Facts facts);

    /** Whether its value is equal to another; a pattern or a choice says more than one value is. */
    default boolean accepts(String other, Facts facts) {
        return value(facts)
                .filter(own -> own.equals(other) || Numbers.areEqual(own, other))
                .isPresent();
    }

    /** Whether it is written out rather than looked up. */
    default boolean isConstant() {
        return false;
    }

    /** A value that is written out. */
    record Literal(String text) implements Operand {
        @Override
        public Optional<String> value(Facts facts) {
            return Optional.of(text);
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    /** Something that is looked up in the evidence. */
    record Placeholder(String text, Function<Facts, Optional<String>> lookup) implements Operand {
        @Override
        public Optional<String> value(Facts facts) {
            return lookup.apply(facts);
        }
    }

    /** {@code pat(*text*)}: a star stands for any characters, a question mark for one. */
    record Glob(String text, String pattern) implements Operand {
        @Override
        public Optional<String> value(Facts facts) {
            return Optional.of(pattern);
        }

        @Override
        public boolean accepts(String other, Facts facts) {
            return GlobMatch.matches(pattern, other);
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    /** {@code any(a, b)}: equal to what any of them is equal to. */
    record Choice(String text, List<Operand> choices) implements Operand {
        @Override
        public Optional<String> value(Facts facts) {
            return Optional.of(text);
        }

        @Override
        public boolean accepts(String other, Facts facts) {
            return choices.stream().anyMatch(choice -> choice.accepts(other, facts));
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }
}
