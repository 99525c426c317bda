package slipstream.ingest.probe.condition;

import java.util.Objects;
import java.util.Optional;

/** One statement about a target, in the syntax of Gatus. Immutable. */
public final class Condition {
    private static final int MAX_SHOWN_CHARS = 200;

    private final String text;
    private final Operand left;
    private final Comparison comparison;
    private final Operand right;

    private Condition(String text, Operand left, Comparison comparison, Operand right) {
        this.text = text;
        this.left = left;
        this.comparison = comparison;
        this.right = right;
    }

    /**
     * What became of a condition.
     *
     * @param text as it was written
     * @param shown the same with the values that were found, as Gatus shows it: {@code [STATUS] (500) == 200}
     */
    public record Result(String text, boolean holds, String shown) {}

    /** @throws IllegalArgumentException with what is wrong and what is allowed */
    public static Condition compile(String text) {
        String stripped = text.strip();
        for (Comparison comparison : Comparison.values()) {
            int at = stripped.indexOf(" " + comparison.sign() + " ");
            if (at > 0) {
                Operand left = Operands.compile(stripped.substring(0, at).strip());
                Operand right = Operands.compile(
                        stripped.substring(at + comparison.sign().length() + 2).strip());
                check(left, comparison, right);
                return new Condition(stripped, left, comparison, right);
            }
        }
        throw new IllegalArgumentException(
                "'" + text
                        + "' is no condition: write two values with one of == != < <= > >= between spaces, such as [STATUS] == 200");
    }

    private static void check(Operand left, Comparison comparison, Operand right) {
        if (left.isConstant() && right.isConstant()) {
            throw new IllegalArgumentException("neither side asks for anything: one of them must be a placeholder"
                    + " such as [STATUS] or [BODY].name");
        }
        Operand constant = left.isConstant() ? left : right;
        if (comparison.isOrder()
                && constant.isConstant()
                && (!(constant instanceof Operand.Literal)
                        || Numbers.parse(constant.text()).isEmpty())) {
            throw new IllegalArgumentException("'" + constant.text() + "' cannot be compared by " + comparison.sign()
                    + ": write a number, or a duration such as 300ms or 48h");
        }
    }

    /** Whether it asks for something by this name, such as {@code [STATUS]}. */
    public boolean asksFor(String placeholder) {
        return text.contains(placeholder);
    }

    /** Whether it asks for what this program never finds out, so that it must not be held against a target. */
    public boolean isNotSupported() {
        return asksFor(Operands.DOMAIN_EXPIRATION);
    }

    /** Holds the evidence against it. */
    public Result check(Facts facts) {
        boolean holds = comparison.holds(left, right, facts);
        return new Result(text, holds, shown(left, facts) + " " + comparison.sign() + " " + shown(right, facts));
    }

    private static String shown(Operand operand, Facts facts) {
        if (operand.isConstant()) {
            return operand.text();
        }
        Optional<String> value = operand.value(facts);
        String word = value.map(Condition::cut).orElse("nothing there");
        return operand.text() + " (" + word + ")";
    }

    private static String cut(String value) {
        return value.length() <= MAX_SHOWN_CHARS ? value : value.substring(0, MAX_SHOWN_CHARS) + "…";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && condition.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
