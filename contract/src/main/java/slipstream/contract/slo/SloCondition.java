package slipstream.contract.slo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** When an SLO alerts. */
public sealed interface SloCondition {
    /** The rolling windows that must be kept to decide it. */
    List<Duration> windows();

    /** How a window's spending is compared with what is allowed. */
    enum Basis {
        /** burn rate = (bad ÷ total) ÷ (1 − target) above the factor: the standard form, which Sloth's rules have. */
        RATIO,
        /**
         * bad ÷ (the period's whole allowance) at or above the share that the factor stands for: for low traffic, where one bad event is a
         * high ratio. allowance = (1 − target) · the total of the period.
         */
        BUDGET_SHARE
    }

    /**
     * The multi-window, multi-burn-rate condition: any pair suffices.
     *
     * @param minBad fewer bad events than this in the long window never alert; a floor on traffic would mute a total outage
     */
    record BurnRateWindows(List<BurnRatePair> pairs, Basis basis, long minBad) implements SloCondition {
        public BurnRateWindows {
            pairs = List.copyOf(pairs);
            Objects.requireNonNull(basis, "basis");
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("a burn rate condition needs at least one pair of windows");
            }
            if (minBad < 0) {
                throw new IllegalArgumentException("a floor on bad events is not negative");
            }
        }

        static BurnRateWindows standardPage(Duration period) {
            return new BurnRateWindows(
                    List.of(
                            BurnRatePair.spending(2, Duration.ofMinutes(5), Duration.ofHours(1), period),
                            BurnRatePair.spending(5, Duration.ofMinutes(30), Duration.ofHours(6), period)),
                    Basis.RATIO,
                    0);
        }

        static BurnRateWindows standardTicket(Duration period) {
            return new BurnRateWindows(
                    List.of(
                            BurnRatePair.spending(10, Duration.ofHours(2), Duration.ofDays(1), period),
                            BurnRatePair.spending(10, Duration.ofHours(6), Duration.ofDays(3), period)),
                    Basis.RATIO,
                    0);
        }

        @Override
        public List<Duration> windows() {
            return pairs.stream()
                    .flatMap(pair -> java.util.stream.Stream.of(pair.shortWindow(), pair.longWindow()))
                    .distinct()
                    .toList();
        }
    }

    /**
     * OpenSLO's AlertCondition of kind burnrate: one window.
     *
     * @param thresholdNumerator with {@code thresholdDenominator} the exact burn rate that is compared with
     * @param alertAfter how long it must hold before it is told; zero for at once
     */
    record BurnRate(
            Comparison op, long thresholdNumerator, long thresholdDenominator, Duration lookback, Duration alertAfter)
            implements SloCondition {
        public BurnRate {
            Objects.requireNonNull(op, "op");
            Objects.requireNonNull(lookback, "lookback");
            Objects.requireNonNull(alertAfter, "alertAfter");
            if (thresholdNumerator < 0 || thresholdDenominator < 1) {
                throw new IllegalArgumentException("a burn rate threshold is not negative");
            }
        }

        public double threshold() {
            return (double) thresholdNumerator / thresholdDenominator;
        }

        @Override
        public List<Duration> windows() {
            return List.of(lookback);
        }
    }

    /** The budget that is left has fallen below a share: {@code belowPpm} of a million. */
    record BudgetLeft(long belowPpm) implements SloCondition {
        @Override
        public List<Duration> windows() {
            return List.of();
        }
    }

    /** At the rate of the lookback window the budget will be gone within a time. */
    record Exhaustion(Duration within, Duration lookback) implements SloCondition {
        public Exhaustion {
            Objects.requireNonNull(within, "within");
            Objects.requireNonNull(lookback, "lookback");
        }

        @Override
        public List<Duration> windows() {
            return List.of(lookback);
        }
    }

    /** No event was judged for a time: neither healthy nor down. */
    record NoData(Duration within) implements SloCondition {
        public NoData {
            Objects.requireNonNull(within, "within");
        }

        @Override
        public List<Duration> windows() {
            return List.of();
        }
    }
}
