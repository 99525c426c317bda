package slipstream.streams.budget;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.WindowSums;

/**
 * A budget as it stands: that of one objective, or that of a composite, which is the weighted sum of its members' burn rates (OpenSLO:
 * a composite burns when any member does, each by its weight). Burn rates are compared as exact fractions.
 *
 * @param name the objective's name; empty for the only one and for a composite as a whole
 */
public record BudgetLine(String name, List<Part> parts) {
    /**
     * One objective's share in it.
     *
     * @param sums what the objective is judged by
     * @param weightMillis in thousandths
     */
    public record Part(ErrorBudget budget, WindowSums sums, long weightMillis) {}

    public BudgetLine {
        parts = List.copyOf(parts);
    }

    /** The budget of one objective of an SLO. */
    public static BudgetLine of(SloDefinition slo, int objective, Account account) {
        Objective promise = slo.objectives().get(objective);
        return new BudgetLine(
                promise.name(),
                List.of(new Part(new ErrorBudget(promise), account.sums(objective), Objective.WHOLE_WEIGHT)));
    }

    /**
     * The budget of a composite as a whole. Where events are counted it is the weighted sum of the members' burn rates; where slices are
     * counted, all members together judge each slice, and the strictest of their targets holds.
     */
    public static BudgetLine combined(SloDefinition slo, Account account) {
        if (slo.method() != BudgetingMethod.OCCURRENCES) {
            long strictest =
                    slo.objectives().stream().mapToLong(Objective::badPpm).min().orElseThrow();
            ErrorBudget budget = new ErrorBudget(new Objective("", strictest));
            return new BudgetLine(
                    "", List.of(new Part(budget, account.combined().orElseThrow(), Objective.WHOLE_WEIGHT)));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < slo.objectives().size(); i++) {
            Objective member = slo.objectives().get(i);
            parts.add(new Part(new ErrorBudget(member), account.sums(i), member.weightMillis()));
        }
        return new BudgetLine("", parts);
    }

    /** What alerts are about: each objective, or the composite as a whole. */
    public static List<BudgetLine> alertedOf(SloDefinition slo, Account account) {
        if (slo.isComposite()) {
            return List.of(combined(slo, account));
        }
        List<BudgetLine> lines = new ArrayList<>();
        for (int i = 0; i < slo.objectives().size(); i++) {
            lines.add(of(slo, i, account));
        }
        return lines;
    }

    /** How fast the budget goes; empty when there was no event, or no budget to go. */
    public Optional<Double> burnRate(int window) {
        double sum = 0;
        boolean any = false;
        for (Part part : parts) {
            Optional<Double> rate =
                    part.budget().burnRate(part.sums().bad(window), part.sums().total(window));
            if (rate.isPresent()) {
                any = true;
                sum += rate.get() * part.weightMillis() / Objective.WHOLE_WEIGHT;
            }
        }
        return any ? Optional.of(sum) : Optional.empty();
    }

    /** What is left of it, of 1: 1 − burn rate over the period; negative when overspent. */
    public Optional<Double> remaining() {
        return burnRate(period()).map(rate -> 1 - rate);
    }

    /**
     * How much of the whole period's budget the bad events of a window are, of 1: burn rate · total of the window ÷ total of the period.
     * Empty when there was no event, or no budget to spend.
     */
    public Optional<Double> spent(int window) {
        double sum = 0;
        boolean any = false;
        for (Part part : parts) {
            WindowSums sums = part.sums();
            Optional<Double> rate = part.budget().burnRate(sums.bad(window), sums.total(window));
            if (rate.isPresent() && sums.total(sums.period()) > 0) {
                any = true;
                double weight = (double) part.weightMillis() / Objective.WHOLE_WEIGHT;
                sum += rate.get() * sums.total(window) / sums.total(sums.period()) * weight;
            }
        }
        return any ? Optional.of(sum) : Optional.empty();
    }

    /** Whether the burn rate over a window compares with n ÷ d as stated; without an event it does not. */
    public boolean isBurning(Comparison op, long numerator, long denominator, int window) {
        if (total(window) == 0) {
            return false;
        }
        int compared = parts.size() == 1 && op == Comparison.GT
                ? isAbove(numerator, denominator, window)
                : compareExactly(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), window);
        return switch (op) {
            case GT -> compared > 0;
            case GTE -> compared >= 0;
            case LT -> compared < 0;
            case LTE -> compared <= 0;
        };
    }

    /** The common case, in 128 bits. */
    private int isAbove(long numerator, long denominator, int window) {
        Part only = parts.get(0);
        boolean above = only.budget()
                .isBurningAbove(
                        numerator,
                        denominator,
                        only.sums().bad(window),
                        only.sums().total(window));
        return above ? 1 : -1;
    }

    /** Σ (bad · 10⁶ · weight) ÷ (total · ppm · 10³) compared with n ÷ d, by cross-multiplying. */
    private int compareExactly(BigInteger numerator, BigInteger denominator, int window) {
        BigInteger top = BigInteger.ZERO;
        BigInteger bottom = BigInteger.ONE;
        for (Part part : parts) {
            long total = part.sums().total(window);
            long bad = part.sums().bad(window);
            long badPpm = part.budget().objective().badPpm();
            if (total == 0 || bad == 0) {
                continue;
            }
            if (badPpm == 0) {
                return 1;
            }
            BigInteger partTop = BigInteger.valueOf(bad)
                    .multiply(BigInteger.valueOf(Objective.MILLION))
                    .multiply(BigInteger.valueOf(part.weightMillis()));
            BigInteger partBottom = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(badPpm))
                    .multiply(BigInteger.valueOf(Objective.WHOLE_WEIGHT));
            top = top.multiply(partBottom).add(partTop.multiply(bottom));
            bottom = bottom.multiply(partBottom);
        }
        return top.multiply(denominator).compareTo(numerator.multiply(bottom));
    }

    /**
     * Whether a window alone ate at least a share of the period's allowance: bad of the window ≥ share · (1 − target) · total of the
     * period. For low traffic, where a burn rate jumps with every bad event.
     *
     * <p>The share is {@code numerator / denominator}.
     */
    public boolean ateShare(BigInteger numerator, BigInteger denominator, int window) {
        BigInteger million = BigInteger.valueOf(Objective.MILLION);
        for (Part part : parts) {
            BigInteger eaten = BigInteger.valueOf(part.sums().bad(window))
                    .multiply(million)
                    .multiply(denominator);
            BigInteger allowed = BigInteger.valueOf(part.sums().total(period()))
                    .multiply(BigInteger.valueOf(part.budget().objective().badPpm()))
                    .multiply(numerator);
            if (part.sums().bad(window) > 0 && eaten.compareTo(allowed) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Events, or slices, in a window, of all parts. */
    public long total(int window) {
        long total = 0;
        for (Part part : parts) {
            total += part.sums().total(window);
        }
        return total;
    }

    public long bad(int window) {
        long bad = 0;
        for (Part part : parts) {
            bad += part.sums().bad(window);
        }
        return bad;
    }

    /** How many events or slices in a window were bad, to the nearest whole: one that is itself a ratio can be bad in part. */
    public long wholeBad(int window) {
        return Math.round((double) bad(window) / unit());
    }

    /** How many events or slices there were in a window. */
    public long wholeTotal(int window) {
        return total(window) / unit();
    }

    /** What one event or slice counts in {@link #total} and {@link #bad}. */
    public long unit() {
        return parts.get(0).sums().unit();
    }

    public int windows() {
        return parts.get(0).sums().count();
    }

    public String windowName(int window) {
        return parts.get(0).sums().name(window);
    }

    /** The place of the budget's period. */
    public int period() {
        return parts.get(0).sums().period();
    }
}
