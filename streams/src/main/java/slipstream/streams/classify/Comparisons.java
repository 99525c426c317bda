package slipstream.streams.classify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import slipstream.contract.event.Observation;

/** The comparisons of compiled expressions. An absent operand makes each of them {@link Condition.Truth#ABSENT}. */
final class Comparisons {
    private Comparisons() {}

    static Condition equal(Expression left, Expression right) {
        if (left instanceof Expression.Measure a && right instanceof Expression.Measure b) {
            return observation -> numbers(a.of(observation), b.of(observation), (x, y) -> x == y);
        }
        if (left instanceof Expression.Text a && right instanceof Expression.Text b) {
            return observation -> texts(a.of(observation), b.of(observation), String::equals);
        }
        if (left instanceof Condition a && right instanceof Condition b) {
            return observation -> truths(a.test(observation), b.test(observation));
        }
        throw new SelectorException("cannot compare " + left.kind() + " with " + right.kind());
    }

    static Condition ordered(String operator, Expression left, Expression right) {
        if (!(left instanceof Expression.Measure a) || !(right instanceof Expression.Measure b)) {
            throw new SelectorException(
                    "<, <=, > and >= compare numbers, not " + left.kind() + " with " + right.kind());
        }
        return b instanceof Expression.Constant constant
                ? orderedByConstant(operator, a, constant.value())
                : orderedByEachOther(operator, a, b);
    }

    /** By far the most frequent comparison, and so the one with the fewest calls. */
    private static Condition orderedByConstant(String operator, Expression.Measure measure, double limit) {
        return switch (operator) {
            case "_<_" ->
                observation -> {
                    double found = measure.of(observation);
                    return Double.isNaN(found) ? Condition.Truth.ABSENT : Condition.Truth.of(found < limit);
                };
            case "_<=_" ->
                observation -> {
                    double found = measure.of(observation);
                    return Double.isNaN(found) ? Condition.Truth.ABSENT : Condition.Truth.of(found <= limit);
                };
            case "_>_" ->
                observation -> {
                    double found = measure.of(observation);
                    return Double.isNaN(found) ? Condition.Truth.ABSENT : Condition.Truth.of(found > limit);
                };
            case "_>=_" ->
                observation -> {
                    double found = measure.of(observation);
                    return Double.isNaN(found) ? Condition.Truth.ABSENT : Condition.Truth.of(found >= limit);
                };
            default -> throw new SelectorException("there is no operator " + operator);
        };
    }

    private static Condition orderedByEachOther(String operator, Expression.Measure a, Expression.Measure b) {
        return switch (operator) {
            case "_<_" -> observation -> numbers(a.of(observation), b.of(observation), (x, y) -> x < y);
            case "_<=_" -> observation -> numbers(a.of(observation), b.of(observation), (x, y) -> x <= y);
            case "_>_" -> observation -> numbers(a.of(observation), b.of(observation), (x, y) -> x > y);
            case "_>=_" -> observation -> numbers(a.of(observation), b.of(observation), (x, y) -> x >= y);
            default -> throw new SelectorException("there is no operator " + operator);
        };
    }

    static Condition in(Expression value, Expression list) {
        if (!(list instanceof Expression.Choices choices)) {
            throw new SelectorException("in takes a list: method in ['GET', 'HEAD']");
        }
        if (value instanceof Expression.Text text && all(choices.items(), Expression.Text.class)) {
            Set<String> allowed = new HashSet<>();
            choices.items().forEach(item -> allowed.add(((Expression.Text) item).of(NOTHING)));
            return observation -> {
                String found = text.of(observation);
                return found == null ? Condition.Truth.ABSENT : Condition.Truth.of(allowed.contains(found));
            };
        }
        if (value instanceof Expression.Measure measure && all(choices.items(), Expression.Measure.class)) {
            Set<Double> allowed = new HashSet<>();
            choices.items().forEach(item -> allowed.add(((Expression.Measure) item).of(NOTHING)));
            return observation -> {
                double found = measure.of(observation);
                return Double.isNaN(found) ? Condition.Truth.ABSENT : Condition.Truth.of(allowed.contains(found));
            };
        }
        throw new SelectorException("in compares " + value.kind() + " with a list of other values");
    }

    static Condition texts(List<Expression> args, BiPredicate<String, String> test) {
        if (args.size() == 2
                && args.get(0) instanceof Expression.Text text
                && args.get(1) instanceof Expression.Text part) {
            return observation -> texts(text.of(observation), part.of(observation), test);
        }
        throw new SelectorException("startsWith, endsWith and contains take text: route.startsWith('/api/')");
    }

    /** Lists hold constants, which look at no observation. */
    private static final Observation NOTHING = null;

    private static boolean all(List<Expression> items, Class<? extends Expression> type) {
        return items.stream().allMatch(type::isInstance);
    }

    /** A test of two numbers without boxing. */
    private interface NumberTest {
        boolean test(double left, double right);
    }

    private static Condition.Truth numbers(double left, double right, NumberTest test) {
        return Double.isNaN(left) || Double.isNaN(right)
                ? Condition.Truth.ABSENT
                : Condition.Truth.of(test.test(left, right));
    }

    private static Condition.Truth texts(String left, String right, BiPredicate<String, String> test) {
        return left == null || right == null ? Condition.Truth.ABSENT : Condition.Truth.of(test.test(left, right));
    }

    private static Condition.Truth truths(Condition.Truth left, Condition.Truth right) {
        return left == Condition.Truth.ABSENT || right == Condition.Truth.ABSENT
                ? Condition.Truth.ABSENT
                : Condition.Truth.of(left == right);
    }
}
