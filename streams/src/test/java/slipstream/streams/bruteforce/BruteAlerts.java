package slipstream.streams.bruteforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.SloCondition;

/** What becomes of every rule when each of them is looked at, at every edge. It is remembered under new versions of a definition. */
final class BruteAlerts {
    private static final long CALM = 60_000;

    final List<String> transitions = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final Map<String, State> states = new HashMap<>();

    /** How a rule stands. */
    private static final class State {
        private Long pendingSince;
        private Long lastHeld;
        private Long activeSince;
        private Long calmSince;
        private boolean isTold;
    }

    /** A group whose only value is empty is not the same as none. */
    static String textOf(List<String> group) {
        return group.isEmpty() ? "all" : group.toString();
    }

    /** Looks at every rule of an account. */
    void read(BruteAccount account, List<String> values, long at, boolean isEdge) {
        String group = textOf(values);
        Case of = account.of;
        if (of.rule().isPresent()) {
            RuleCondition condition = of.rule().get().condition();
            Duration sustain = condition instanceof RuleCondition.Threshold threshold
                    ? threshold.sustained().orElse(Duration.ZERO)
                    : Duration.ZERO;
            boolean holds = new BruteRule(account, at).holds(condition);
            next(of.rule().get().severity() + " rule " + group, holds, sustain, at, isEdge, false);
            return;
        }
        int lines = of.slo().orElseThrow().isComposite()
                ? 1
                : of.slo().get().objectives().size();
        for (int line = 0; line < lines; line++) {
            BruteBudget budget = new BruteBudget(account, line, at);
            String objective = of.slo().get().isComposite()
                    ? ""
                    : of.slo().get().objectives().get(line).name();
            Set<String> ladder = new HashSet<>();
            for (AlertPolicy policy : of.policies()) {
                SloCondition condition = policy.condition();
                boolean isBurnRate =
                        condition instanceof SloCondition.BurnRate || condition instanceof SloCondition.BurnRateWindows;
                Duration sustain =
                        condition instanceof SloCondition.BurnRate burnRate ? burnRate.alertAfter() : Duration.ZERO;
                String rule = policy.severity() + " " + policy.name() + " of " + objective + " " + group;
                boolean isActive =
                        next(rule, budget.holds(condition), sustain, at, isEdge, isBurnRate && !ladder.isEmpty());
                if (isActive && isBurnRate) {
                    ladder.add(rule);
                }
            }
        }
    }

    /** Whether it is active afterwards. */
    private boolean next(
            String rule, boolean holds, Duration sustain, long at, boolean isEdge, boolean isOvershadowed) {
        State state = states.computeIfAbsent(rule, r -> new State());
        long lapse = Math.max(10_000, sustain.toMillis() / 4);
        if (holds) {
            state.lastHeld = at;
            state.calmSince = null;
            state.pendingSince = state.pendingSince == null ? at : state.pendingSince;
            if (state.activeSince == null && at - state.pendingSince >= sustain.toMillis()) {
                state.activeSince = at;
                transitions.add(at + " " + rule + " active");
            }
        } else if (state.activeSince != null) {
            state.calmSince = state.calmSince == null && isEdge ? Long.valueOf(at) : state.calmSince;
        } else if (state.pendingSince != null && (sustain.isZero() || at - state.lastHeld > lapse)) {
            states.put(rule, new State());
            return false;
        }
        if (isEdge && state.calmSince != null && at - state.calmSince >= CALM) {
            transitions.add(state.calmSince + " " + rule + " over");
            if (state.isTold) {
                told.add(rule + " resolved " + state.activeSince + "-" + state.calmSince + " at " + at);
            }
            states.put(rule, new State());
            return false;
        }
        if (state.activeSince != null && !state.isTold && !isOvershadowed) {
            state.isTold = true;
            told.add(rule + " firing " + state.activeSince + " at " + at);
        }
        return state.activeSince != null;
    }
}
