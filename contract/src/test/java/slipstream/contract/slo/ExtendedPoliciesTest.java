package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.Documents.WITH_POLICY;
import static slipstream.contract.slo.Documents.extendedPolicy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an SLO alerts about by policies of ours, which have several alerts, and which of these can never alert. */
class ExtendedPoliciesTest {
    @Test
    void aPolicyOfOursHasSeveralAlerts_theMostSevereFirst() {
        Documents read = Documents.read(
                WITH_POLICY
                        + extendedPolicy(
                                "{severity: ticket, budgetLeft: {below: 25%}}, {severity: ticket, exhaustion: {within: 3d, lookback: 6h}},"
                                        + "{severity: ticket, noData: {within: 10m}, labels: {tier: two}, annotations: {a: b}},"
                                        + "{severity: page, name: fast, burnRate: {basis: budgetShare, minBadEvents: 5, windows:"
                                        + " [{short: 5m, long: 1h, budgetPercent: 2}, {short: 30m, long: 6h, factor: 14.4}]}}"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().policies())
                .extracting(AlertPolicy::name)
                .containsExactly("fast", "mine-budget-left", "mine-exhaustion", "mine-no-data");
        assertThat(read.only().policies())
                .extracting(AlertPolicy::condition)
                .containsExactly(
                        new SloCondition.BurnRateWindows(
                                List.of(
                                        new BurnRatePair(Duration.ofMinutes(5), Duration.ofHours(1), 72, 5),
                                        new BurnRatePair(Duration.ofMinutes(30), Duration.ofHours(6), 72, 5)),
                                SloCondition.Basis.BUDGET_SHARE,
                                5),
                        new SloCondition.BudgetLeft(250_000),
                        new SloCondition.Exhaustion(Duration.ofDays(3), Duration.ofHours(6)),
                        new SloCondition.NoData(Duration.ofMinutes(10)));
        assertThat(read.only().policies().get(3).labels()).isEqualTo(Map.of("team", "web", "tier", "two"));
        assertThat(read.only().policies().get(3).annotations()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void aShareOfTheBudgetIsReckonedWithThePeriodOfTheSlo() {
        String policy =
                extendedPolicy("{severity: page, burnRate: {windows: [{short: 5m, long: 1h, budgetPercent: 2}]}}");

        SloDefinition slo = Documents.read(Documents.replaced(WITH_POLICY, "30d", "28d") + policy)
                .only();

        assertThat(slo.policies().get(0).condition())
                .isEqualTo(new SloCondition.BurnRateWindows(
                        List.of(new BurnRatePair(Duration.ofMinutes(5), Duration.ofHours(1), 336, 25)),
                        SloCondition.Basis.RATIO,
                        0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 1000}]}} | windows[0].factor: can never alert for the SLO 'shop-availability': it needs a burn rate above 1000, and at this target the largest possible is 1000",
                "{severity: page, burnRate: {windows: [{short: 1h, long: 1h, factor: 2}]}} | windows[0].short: must be shorter than long, 1h",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h, budgetPercent: 101}]}} | windows[0].budgetPercent: no window can spend more than 100 %",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h, budgetPercent: 0}]}} | windows[0].budgetPercent: must be a number above 0, is '0'",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 1.00000000001}]}} | windows[0].factor: the fraction",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 31d, factor: 1}]}} | windows[0].long: is longer than the period of the SLO 'shop-availability', 30d",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 400d, factor: 1}]}} | windows[0].long: 400d is longer than the longest window, 366d",
                "{severity: page, burnRate: {windows: [{short: 15s, long: 1h, factor: 1}]}} | windows[0].short: a window of this length moves in steps of 10s, and 15s is not a multiple",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h}]}} | windows[0].budgetPercent: needs exactly one of budgetPercent, factor, and there is none",
                "{severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 2, budgetPercent: 2}]}} | windows[0].factor: needs exactly one of budgetPercent, factor, and there are budgetPercent and factor",
                "{severity: page, burnRate: {windows: []}} | burnRate.windows: must list at least one pair",
                "{severity: page, burnRate: {basis: ratio}} | burnRate.windows: is required",
                "{severity: page, burnRate: {basis: share, windows: [{short: 5m, long: 1h, factor: 2}]}} | burnRate.basis: must be one of ratio, budgetShare, is 'share'",
                "{severity: page, budgetLeft: {below: 0%}} | budgetLeft.below: must be a share above 0% and up to 100%",
                "{severity: page, budgetLeft: {below: 101%}} | budgetLeft.below: must be a share above 0% and up to 100%",
                "{severity: page, budgetLeft: {}} | budgetLeft.below: is required",
                "{severity: page, exhaustion: {within: 31d, lookback: 1h}} | exhaustion.within: is longer than the period of the SLO",
                "{severity: page, exhaustion: {within: 3d, lookback: 31d}} | exhaustion.lookback: is longer than the period of the SLO",
                "{severity: page, noData: {}} | noData.within: is required",
                "{severity: page} | alerts[0].burnRate: needs exactly one of burnRate, budgetLeft, exhaustion, noData, and there is none",
                "{noData: {within: 5m}} | alerts[0].severity: is required",
                "{severity: page, noData: {within: 5m}}, {severity: page, noData: {within: 15m}} | alerts[1].name: two alerts of severity page are called 'mine-no-data'",
                "{severity: page, noDatta: {within: 5m}} | alerts[0].noDatta: is not known here; did you mean 'noData'?"
            })
    void anAlertThatIsNonsenseIsRefused_withTheReason(String alerts, String says) {
        Documents read = Documents.read(WITH_POLICY + extendedPolicy(alerts));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains("spec." + says) || error.contains("." + says));
    }

    @Test
    void aShareOfTheBudgetHasNoLimitOfTheRatio() {
        String policy = extendedPolicy(
                "{severity: page, burnRate: {basis: budgetShare, windows: [{short: 5m, long: 1h, factor: 1000}]}}");

        assertThat(Documents.read(WITH_POLICY + policy).errors()).isEmpty();
    }

    @Test
    void withoutABudgetAnyBadEventAlerts_andThatIsSaid() {
        Documents read = Documents.read(Documents.replaced(WITH_POLICY, "target: 0.999", "target: 1")
                + extendedPolicy("{severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 1000}]}}"));

        assertThat(read.only().policies()).hasSize(1);
        assertThat(read.warnings())
                .anyMatch(warning -> warning.contains("has no error budget, so that any bad event meets this"));
    }
}
