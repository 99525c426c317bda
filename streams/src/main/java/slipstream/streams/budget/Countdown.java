package slipstream.streams.budget;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.Tier;
import slipstream.streams.slice.TierSlices;
import slipstream.streams.slice.WindowSums;

/** Reads from an account what {@link Exhaustion} needs. */
public final class Countdown {
    /** The rate that status and page go by: recent enough to mean now, long enough not to jump. */
    public static final Duration LOOKBACK = Duration.ofHours(1);

    private Countdown() {}

    /**
     * The time until the budget of an objective is gone, in milliseconds.
     *
     * @param lookback a window that is kept for the SLO
     */
    public static OptionalLong millisLeft(SloDefinition slo, int objective, Account account, Duration lookback) {
        WindowSums sums = account.sums(objective);
        int window = account.plan().series().indexOf(lookback);
        if (window < 0) {
            return OptionalLong.empty();
        }
        Objective promise = slo.objectives().get(objective);
        Exhaustion.Rate rate = new Exhaustion.Rate(sums.total(window), sums.bad(window), lookback.toMillis());
        if (slo.period() instanceof BudgetPeriod.Calendar) {
            long left = account.endOfPeriodMillis() - account.nowMillis();
            return Exhaustion.calendar(promise, sums.total(sums.period()), sums.bad(sums.period()), left, rate);
        }
        Tier tier = Tier.of(slo.period().nominal());
        Optional<TierSlices> slices = account.slices(objective, tier);
        return slices.isEmpty()
                ? OptionalLong.empty()
                : Exhaustion.rolling(promise, slices.get(), tier.stepMillis(), account.nowMillis(), rate);
    }
}
