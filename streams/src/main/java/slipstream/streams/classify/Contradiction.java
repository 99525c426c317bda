package slipstream.streams.classify;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether expressions can never be true together. It goes through the ways in which they could be (each side of a
 * {@code ||} is one) and gathers what each way asks of the fields; when every way asks for something that no observation
 * has, the selector is nonsense. It answers only when that is certain, and gives up where there are very many ways.
 */
final class Contradiction {
    /** A selector written by hand has some ten ways; beyond this it is not worth the time at start. */
    private static final int MOST_WAYS = 1_000;

    private int ways = 1;

    private Contradiction() {}

    /** Something that has to be true, or to be false. */
    private record Goal(CelExpr expr, boolean wanted) {}

    /** Why the conditions among the expressions are never all true while the others have a value; empty when they may be. */
    static Optional<String> among(List<CelExpr> expressions) {
        Deque<Goal> goals = new ArrayDeque<>();
        expressions.forEach(expr -> goals.addLast(new Goal(expr, true)));
        return new Contradiction().refute(goals, new BranchFacts());
    }

    private Optional<String> refute(Deque<Goal> goals, BranchFacts facts) {
        while (!goals.isEmpty()) {
            Goal goal = goals.pop();
            List<Goal> parts = parts(goal);
            if (parts.isEmpty()) {
                Optional<String> why = facts.learn(goal.expr(), goal.wanted());
                if (why.isPresent()) {
                    return why;
                }
            } else if (isAlternative(goal)) {
                return refuteEach(parts, goals, facts);
            } else {
                for (int i = parts.size() - 1; i >= 0; i--) {
                    goals.push(parts.get(i));
                }
            }
        }
        return Optional.empty();
    }

    /** The reason of the first way, when each way has one. */
    private Optional<String> refuteEach(List<Goal> alternatives, Deque<Goal> rest, BranchFacts facts) {
        Optional<String> first = Optional.empty();
        for (Goal alternative : alternatives) {
            if (++ways > MOST_WAYS) {
                return Optional.empty();
            }
            Deque<Goal> goals = new ArrayDeque<>(rest);
            goals.push(alternative);
            Optional<String> why = refute(goals, facts.copy());
            if (why.isEmpty()) {
                return why;
            }
            first = first.isPresent() ? first : why;
        }
        return first;
    }

    /** Whether one of the parts is enough. */
    private static boolean isAlternative(Goal goal) {
        return goal.expr().call().function().equals(goal.wanted() ? "_||_" : "_&&_");
    }

    /** What a goal comes down to; empty when it is a comparison, or something else that has no parts of its own. */
    private static List<Goal> parts(Goal goal) {
        if (goal.expr().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return List.of();
        }
        List<CelExpr> args = goal.expr().call().args();
        return switch (goal.expr().call().function()) {
            case "_&&_", "_||_" -> all(args, goal.wanted());
            case "!_" -> all(args, !goal.wanted());
            case "_==_" -> comparedWithTruth(args, goal.wanted());
            case "_!=_" -> comparedWithTruth(args, !goal.wanted());
            default -> List.of();
        };
    }

    private static List<Goal> all(List<CelExpr> args, boolean wanted) {
        List<Goal> goals = new ArrayList<>();
        args.forEach(arg -> goals.add(new Goal(arg, wanted)));
        return goals;
    }

    /** {@code (status < 500) == false} is {@code !(status < 500)}. */
    private static List<Goal> comparedWithTruth(List<CelExpr> args, boolean wanted) {
        for (int i = 0; i < 2; i++) {
            CelExpr side = args.get(i);
            if (side.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && side.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE) {
                return List.of(
                        new Goal(args.get(1 - i), wanted == side.constant().booleanValue()));
            }
        }
        return List.of();
    }
}
