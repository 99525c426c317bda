package slipstream.streams.bruteforce;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloCondition;
import slipstream.contract.slo.SloDefinition;

/** Whether the conditions of an SLO hold at an instant, by their formulae, in fractions of whole numbers of any size. */
final class BruteBudget {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private final BruteAccount account;
    private final SloDefinition slo;
    private final long at;
    private final List<Part> parts = new ArrayList<>();
    private final long unit;

    /** An objective with its share in the budget. */
    private record Part(List<BruteAccount.Point> points, long badPpm, long weightMillis) {}

    /** @param line which objective, unless the SLO is a composite: then all of them are one budget */
    BruteBudget(BruteAccount account, int line, long at) {
        this.account = account;
        this.slo = account.of.slo().orElseThrow();
        this.at = at;
        boolean bySlices = slo.method() != BudgetingMethod.OCCURRENCES;
        if (!slo.isComposite()) {
            parts.add(new Part(
                    account.points(line, at), slo.objectives().get(line).badPpm(), 1_000));
        } else if (bySlices) {
            long strictest =
                    slo.objectives().stream().mapToLong(Objective::badPpm).min().orElseThrow();
            parts.add(new Part(account.combined(at), strictest, 1_000));
        } else {
            for (int i = 0; i < slo.objectives().size(); i++) {
                Objective objective = slo.objectives().get(i);
                parts.add(new Part(account.points(i, at), objective.badPpm(), objective.weightMillis()));
            }
        }
        this.unit = switch (slo.method()) {
            case OCCURRENCES -> account.of.measures().get(0).unit();
            case TIMESLICES -> 1;
            case RATIO_TIMESLICES -> 1_000_000_000;
        };
    }

    boolean holds(SloCondition condition) {
        if (condition instanceof SloCondition.BurnRateWindows windows) {
            return windows.pairs().stream().anyMatch(pair -> isExceeded(windows, pair));
        }
        if (condition instanceof SloCondition.BurnRate burnRate) {
            return burns(
                    burnRate.op(),
                    BigInteger.valueOf(burnRate.thresholdNumerator()),
                    BigInteger.valueOf(burnRate.thresholdDenominator()),
                    BruteTime.from(burnRate.lookback(), at));
        }
        if (condition instanceof SloCondition.BudgetLeft left) {
            // 1 − burn rate of the period < below
            BigInteger spent = MILLION.subtract(BigInteger.valueOf(left.belowPpm()));
            return burns(Comparison.GT, spent, MILLION, account.period(at).from());
        }
        if (condition instanceof SloCondition.Exhaustion exhaustion) {
            OptionalLong left = millisLeft(exhaustion.lookback());
            return left.isPresent() && left.getAsLong() <= exhaustion.within().toMillis();
        }
        SloCondition.NoData noData = (SloCondition.NoData) condition;
        return account.isSilent(at, noData.within().toMillis());
    }

    private boolean isExceeded(SloCondition.BurnRateWindows windows, BurnRatePair pair) {
        long shorter = BruteTime.from(pair.shortWindow(), at);
        long longer = BruteTime.from(pair.longWindow(), at);
        long bad = parts.stream()
                .mapToLong(part -> BruteAccount.sum(part.points, longer).bad())
                .sum();
        if (bad < windows.minBad() * unit) {
            return false;
        }
        if (windows.basis() == SloCondition.Basis.BUDGET_SHARE) {
            return ateShare(pair, pair.longWindow(), longer) && ateShare(pair, pair.shortWindow(), shorter);
        }
        BigInteger numerator = BigInteger.valueOf(pair.factorNumerator());
        BigInteger denominator = BigInteger.valueOf(pair.factorDenominator());
        return burns(Comparison.GT, numerator, denominator, longer)
                && burns(Comparison.GT, numerator, denominator, shorter);
    }

    /** Σ weight · (bad ÷ total) ÷ (1 − target) compared with n ÷ d; a window without events burns nothing, and is not low either. */
    private boolean burns(Comparison op, BigInteger n, BigInteger d, long from) {
        BigInteger top = BigInteger.ZERO;
        BigInteger bottom = BigInteger.ONE;
        boolean any = false;
        boolean isInfinite = false;
        for (Part part : parts) {
            Figures figures = BruteAccount.sum(part.points, from);
            if (figures.total() == 0) {
                continue;
            }
            any = true;
            if (part.badPpm == 0) {
                isInfinite |= figures.bad() > 0;
                continue;
            }
            BigInteger partTop =
                    BigInteger.valueOf(figures.bad()).multiply(MILLION).multiply(BigInteger.valueOf(part.weightMillis));
            BigInteger partBottom = BigInteger.valueOf(figures.total())
                    .multiply(BigInteger.valueOf(part.badPpm))
                    .multiply(BigInteger.valueOf(1_000));
            top = top.multiply(partBottom).add(partTop.multiply(bottom));
            bottom = bottom.multiply(partBottom);
        }
        if (!any) {
            return false;
        }
        int compared = isInfinite ? 1 : top.multiply(d).compareTo(n.multiply(bottom));
        return compared > 0 && (op == Comparison.GT || op == Comparison.GTE)
                || compared == 0 && (op == Comparison.GTE || op == Comparison.LTE)
                || compared < 0 && (op == Comparison.LT || op == Comparison.LTE);
    }

    /** bad of the window ≥ factor · window ÷ period · (1 − target) · total of the period, for any part. */
    private boolean ateShare(BurnRatePair pair, Duration window, long from) {
        for (Part part : parts) {
            long bad = BruteAccount.sum(part.points, from).bad();
            long total =
                    BruteAccount.sum(part.points, account.period(at).from()).total();
            BigInteger left = BigInteger.valueOf(bad)
                    .multiply(BigInteger.valueOf(pair.factorDenominator()))
                    .multiply(BigInteger.valueOf(slo.period().nominal().toMillis()))
                    .multiply(MILLION);
            BigInteger right = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(pair.factorNumerator()))
                    .multiply(BigInteger.valueOf(window.toMillis()))
                    .multiply(BigInteger.valueOf(part.badPpm));
            if (bad > 0 && left.compareTo(right) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The soonest end of any objective's budget, at the rate of the lookback window. */
    private OptionalLong millisLeft(Duration lookback) {
        OptionalLong soonest = OptionalLong.empty();
        for (int i = 0; i < (slo.isComposite() ? slo.objectives().size() : 1); i++) {
            long badPpm = slo.isComposite() ? slo.objectives().get(i).badPpm() : parts.get(0).badPpm;
            List<BruteAccount.Point> points = slo.isComposite() ? account.points(i, at) : parts.get(0).points;
            OptionalLong left = millisLeft(points, badPpm, lookback);
            if (left.isPresent() && (soonest.isEmpty() || left.getAsLong() < soonest.getAsLong())) {
                soonest = left;
            }
        }
        return soonest;
    }

    private OptionalLong millisLeft(List<BruteAccount.Point> points, long badPpm, Duration lookback) {
        Figures recent = BruteAccount.sum(points, BruteTime.from(lookback, at));
        BruteExhaustion rate = new BruteExhaustion(badPpm, recent.total(), recent.bad(), lookback.toMillis());
        if (slo.period() instanceof BudgetPeriod.Calendar) {
            Figures spent = BruteAccount.sum(points, account.period(at).from());
            OptionalLong left = rate.firstGone(spent.total(), spent.bad(), 0);
            return left.isPresent()
                            && (left.getAsLong() == 0
                                    || left.getAsLong() < account.period(at).to() - at)
                    ? left
                    : OptionalLong.empty();
        }
        long step = BruteTime.step(slo.period().nominal());
        TreeMap<Long, Figures> expiring = new TreeMap<>();
        for (BruteAccount.Point point : points) {
            if (point.atMillis() >= account.period(at).from()) {
                long end = (Math.floorDiv(point.atMillis(), step) + 1) * step
                        + slo.period().nominal().toMillis();
                expiring.merge(end - at, new Figures(point.total(), point.bad(), 0, 0, 0), Figures::plus);
            }
        }
        return rate.firstGone(expiring);
    }

    static long total(Collection<Figures> all) {
        return all.stream().mapToLong(Figures::total).sum();
    }
}
