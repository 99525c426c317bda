package slipstream.streams.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;

/**
 * What is kept of a series: which windows, and what of each observation.
 *
 * @param windows rolling windows, shortest first; a rolling budget period is the last of them
 * @param calendar the calendar period whose totals are kept beside them
 * @param percentiles the windows for which a latency histogram is kept, with the length of its slices
 * @param values the windows for which numbers are kept
 * @param runLength how many results of each lane are kept, 0 for none
 * @param watchesSilence whether time matters although nothing comes, so that no edge may be passed over
 */
public record SeriesPlan(
        List<Duration> windows,
        Optional<BudgetPeriod.Calendar> calendar,
        Map<Duration, Tier> percentiles,
        List<Duration> values,
        int runLength,
        boolean watchesSilence) {

    /** The windows of the standard burn-rate pairs; people expect to see them whatever the policy is. */
    private static final List<Duration> USUAL = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3));

    /** Percentiles are shown for these windows and for the budget's period; each costs up to 64 slices of histogram. */
    private static final Map<Duration, Tier> USUAL_PERCENTILES = Map.of(
            Duration.ofMinutes(5), Tier.TEN_SECONDS,
            Duration.ofHours(1), Tier.MINUTE,
            Duration.ofDays(1), Tier.HOUR);

    /** The results of a lane that has been silent for longer say nothing any more; that is for a rule on silence. */
    public static final Duration LANE = Duration.ofDays(1);

    public SeriesPlan {
        windows = List.copyOf(windows);
        Objects.requireNonNull(calendar, "calendar");
        percentiles = Map.copyOf(percentiles);
        values = List.copyOf(values);
    }

    /** For an SLO: the windows its policies ask for, the usual ones that people look at, and the budget's period. */
    public static SeriesPlan of(SloDefinition slo) {
        Duration nominal = slo.period().nominal();
        TreeSet<Duration> asked = new TreeSet<>(USUAL);
        slo.policies().forEach(policy -> asked.addAll(policy.condition().windows()));
        // A calendar period is kept beside the windows, and one of them may be just as long as it.
        List<Duration> windows = new ArrayList<>(asked.headSet(nominal, slo.period() instanceof BudgetPeriod.Calendar));
        Map<Duration, Tier> percentiles = new TreeMap<>(USUAL_PERCENTILES);
        Optional<BudgetPeriod.Calendar> calendar = Optional.empty();
        if (slo.period() instanceof BudgetPeriod.Calendar byCalendar) {
            calendar = Optional.of(byCalendar);
        } else {
            windows.add(nominal);
            percentiles.put(nominal, tierOfPeriod(nominal));
        }
        percentiles.keySet().retainAll(windows);
        boolean silence = slo.policies().stream()
                .map(AlertPolicy::condition)
                .anyMatch(condition -> condition instanceof slipstream.contract.slo.SloCondition.NoData);
        return new SeriesPlan(windows, calendar, percentiles, List.of(), 0, silence);
    }

    /** For a rule: what its condition looks at. */
    public static SeriesPlan of(RuleDefinition rule) {
        RuleCondition condition = rule.condition();
        if (condition instanceof RuleCondition.Threshold threshold) {
            return ofThreshold(threshold);
        }
        if (condition instanceof RuleCondition.Quota quota) {
            return new SeriesPlan(List.of(), Optional.of(quota.period()), Map.of(), List.of(), 0, false);
        }
        if (condition instanceof RuleCondition.NoData noData) {
            // What comes late still breaks the silence, as long as the rule looks back.
            return new SeriesPlan(List.of(noData.within()), Optional.empty(), Map.of(), List.of(), 0, true);
        }
        RuleCondition.Consecutive consecutive = (RuleCondition.Consecutive) condition;
        return new SeriesPlan(List.of(LANE), Optional.empty(), Map.of(), List.of(), consecutive.count(), false);
    }

    private static SeriesPlan ofThreshold(RuleCondition.Threshold threshold) {
        Duration window = threshold.window();
        boolean isQuantile = !Double.isNaN(threshold.aggregation().quantile());
        boolean needsValues = threshold.aggregation().needsValue() && !isQuantile;
        return new SeriesPlan(
                List.of(window),
                Optional.empty(),
                isQuantile ? Map.of(window, Tier.of(window)) : Map.of(),
                needsValues ? List.of(window) : List.of(),
                0,
                threshold.sustained().isPresent());
    }

    /** The place of a window, or -1. */
    public int indexOf(Duration window) {
        return windows.indexOf(window);
    }

    /** For how long the slices of a tier are kept: the longest window that is summed from them. */
    public Duration slicesKept(Tier tier) {
        Duration longest = Duration.ZERO;
        for (Duration window : windows) {
            if (Tier.of(window) == tier) {
                longest = window;
            }
        }
        return longest;
    }

    /** Events older than this are in no window any more. */
    public Duration kept() {
        Duration longest = windows.isEmpty() ? Duration.ZERO : windows.get(windows.size() - 1);
        // The current period and the one before; of months that count as 30 days two may have 62, and a clock may be
        // set back.
        Duration byCalendar = calendar.map(period ->
                        period.nominal().multipliedBy(62).dividedBy(30).plusHours(2))
                .orElse(Duration.ZERO);
        return longest.compareTo(byCalendar) > 0 ? longest : byCalendar;
    }

    /** The longest slices that a period consists of, if there are enough of them for the window not to be much longer. */
    private static Tier tierOfPeriod(Duration period) {
        if (period.compareTo(Duration.ofDays(3)) > 0 && isWhole(period, Tier.DAY)) {
            return Tier.DAY;
        }
        if (period.compareTo(Duration.ofHours(12)) >= 0 && isWhole(period, Tier.HOUR)) {
            return Tier.HOUR;
        }
        if (period.compareTo(Duration.ofHours(2)) >= 0 && isWhole(period, Tier.TEN_MINUTES)) {
            return Tier.TEN_MINUTES;
        }
        return period.compareTo(Duration.ofMinutes(12)) >= 0 && isWhole(period, Tier.MINUTE)
                ? Tier.MINUTE
                : Tier.TEN_SECONDS;
    }

    private static boolean isWhole(Duration period, Tier tier) {
        return period.toMillis() % tier.stepMillis() == 0;
    }
}
