package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an SLO alerts about: OpenSLO's policies, ours, and which of them can never alert. */
class PoliciesTest {
    private static final String WITH_POLICY = Documents.SLO + "  alertPolicies: [{alertPolicyRef: mine}]\n";

    private static final String OPEN_SLO = """
            ---
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: {name: mine, labels: {team: [a, b]}, annotations: {runbook_url: here}}
            spec:
              alertWhenBreaching: true
              conditions: [{conditionRef: fast-burn}]
              notificationTargets: [{targetRef: mail}, {kind: AlertNotificationTarget, metadata: {name: pager}, spec: {target: pagerduty}}]
            ---
            apiVersion: openslo/v1
            kind: AlertCondition
            metadata: {name: fast-burn}
            spec:
              severity: warning
              condition: {kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}
            ---
            apiVersion: openslo/v1
            kind: AlertNotificationTarget
            metadata: {name: mail}
            spec: {target: email}
            """;

    @Test
    void aPolicyOfOpenSloHasOneBurnRate_andItsTargets() {
        Documents read = Documents.read(WITH_POLICY + OPEN_SLO);

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().policies())
                .containsExactly(new AlertPolicy(
                        "mine",
                        "warning",
                        new SloCondition.BurnRate(Comparison.GT, 72, 5, Duration.ofHours(1), Duration.ofMinutes(5)),
                        true,
                        true,
                        List.of("mail", "pager"),
                        Map.of("team", "a,b"),
                        Map.of("runbook_url", "here")));
    }

    @ParameterizedTest
    @CsvSource({
        "'alertWhenBreaching: true', mine true true",
        "'alertWhenBreaching: true\n  alertWhenResolved: false', mine true false",
        "'alertWhenBreaching: false\n  alertWhenResolved: true', mine false true",
        "'description: none of the flags', mine true true",
        "'alertWhenNoData: true', mine true true; mine-no-data true true",
        "'alertWhenNoData: true\n  alertWhenBreaching: false\n  alertWhenResolved: false', mine-no-data true false"
    })
    void theFlagsSayWhatIsTold(String flags, String told) {
        Documents read = Documents.read(WITH_POLICY + Documents.replaced(OPEN_SLO, "alertWhenBreaching: true", flags));

        List<String> policies = read.only().policies().stream()
                .map(policy -> policy.name() + " " + policy.whenBreaching() + " " + policy.whenResolved())
                .toList();

        assertThat(String.join("; ", policies)).isEqualTo(told);
    }

    @Test
    void withAllFlagsFalseNothingIsTold_notEvenTheStandard_andThatIsDoubtful() {
        Documents read = Documents.read(WITH_POLICY
                + Documents.replaced(
                        OPEN_SLO, "alertWhenBreaching: true", "alertWhenBreaching: false\n  alertWhenResolved: false"));

        assertThat(read.only().policies()).isEmpty();
        assertThat(read.warnings()).singleElement().asString().contains("this policy tells nobody anything");
    }

    @Test
    void noDataIsOverTheLookbackWindow() {
        Documents read = Documents.read(
                WITH_POLICY + Documents.replaced(OPEN_SLO, "alertWhenBreaching: true", "alertWhenNoData: true"));

        assertThat(read.only().policies().get(1).condition()).isEqualTo(new SloCondition.NoData(Duration.ofHours(1)));
        assertThat(read.only().policies().get(1).targets()).containsExactly("mail", "pager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertPolicies: []", "alertPolicies:"})
    void anEmptyListMeansTheStandard(String policies) {
        Documents read = Documents.read(Documents.SLO + "  " + policies + "\n");

        assertThat(read.only().policies())
                .isEqualTo(AlertPolicy.standard(read.only().period()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold: 14.4 | threshold: 1000 | spec.condition.threshold: can never alert for the SLO 'shop-availability': it needs a burn rate above 1000, and at this target the largest possible is 1000",
                "lookbackWindow: 1h | lookbackWindow: 31d | spec.condition.lookbackWindow: is longer than the period of the SLO 'shop-availability', 30d",
                "lookbackWindow: 1h | lookbackWindow: 61s | spec.condition.lookbackWindow: a window of this length moves in steps of 10s, and 61s is not",
                "lookbackWindow: 1h | lookbackWindow: 1M | spec.condition.lookbackWindow: must be a duration such as 5m",
                "threshold: 14.4 | threshold: -1 | spec.condition.threshold: must be a burn rate from 0",
                "threshold: 14.4 | threshold: much | spec.condition.threshold: must be a burn rate from 0, of at most nine digits, is 'much'",
                "threshold: 14.4 | threshold: 1e-999999999 | spec.condition.threshold: must be a burn rate from 0",
                "kind: burnrate | kind: errorrate | spec.condition.kind: must be one of burnrate, is 'errorrate'",
                "op: gt | op: above | spec.condition.op: must be one of lte, gte, lt, gt, is 'above'",
                "severity: warning | description: none | spec.severity: is required",
                "conditionRef: fast-burn | conditionRef: fast-burm | spec.conditions[0].conditionRef: there is no AlertCondition 'fast-burm'; did you mean 'fast-burn'?",
                "conditionRef: fast-burn} | conditionRef: fast-burn}, {conditionRef: fast-burn} | spec.conditions: must list exactly one condition, lists 2: make a policy of each",
                "conditionRef: fast-burn} | conditionRef: fast-burn, kind: AlertCondition} | spec.conditions[0].conditionRef: needs exactly one of conditionRef and a definition written out",
                "target: pagerduty | description: x | spec.notificationTargets[1].spec.target: is required",
                "target: email | taget: email | spec.taget: is not known here",
                "alertWhenBreaching: true | alertWhenBreaching: yes | spec.alertWhenBreaching: must be true or false, is 'yes'",
                "name: mine | name: other | spec.alertPolicies[0].alertPolicyRef: there is no AlertPolicy 'mine'"
            })
    void aPolicyThatIsWrongIsRefused(String from, String to, String says) {
        Documents read = Documents.read(WITH_POLICY + Documents.replaced(OPEN_SLO, from, to));

        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void theLargestBurnRateIsReachedByGreaterOrEqual() {
        String just = OPEN_SLO.replace("threshold: 14.4", "threshold: 1000").replace("op: gt", "op: gte");

        assertThat(Documents.read(WITH_POLICY + just).errors()).isEmpty();
        assertThat(Documents.read(WITH_POLICY + just.replace("1000", "1000.1")).errors())
                .hasSize(1);
        assertThat(Documents.read(WITH_POLICY + OPEN_SLO.replace("14.4", "999.9"))
                        .errors())
                .isEmpty();
    }

    @Test
    void whatIsOddIsSaid() {
        Documents read = Documents.read(WITH_POLICY
                + OPEN_SLO.replace("op: gt", "op: lte")
                        .replace("alertAfter: 5m", "alertAfter: 2h")
                        .replace("targetRef: mail", "targetRef: mial"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings())
                .containsExactlyInAnyOrder(
                        "slo.yml:40: warning: spec.condition.alertAfter: is longer than the lookback window 1h: it may be over"
                                + " before it is told",
                        "slo.yml:40: warning: spec.condition.op: alerts while the burn rate is low; gt and gte alert while it is"
                                + " high",
                        "slo.yml:33: warning: spec.notificationTargets[0].targetRef: there is no AlertNotificationTarget 'mial';"
                                + " did you mean 'mail'?");
        assertThat(read.only().policies().get(0).targets()).containsExactly("mial", "pager");
    }

    @Test
    void aPolicyMayBeWrittenOut_andStrictnessWantsItWhole() {
        String inline = Documents.SLO + """
              alertPolicies:
                - kind: AlertPolicy
                  spec:
                    conditions:
                      - spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1d}}
            """;

        assertThat(Documents.read(inline).problems()).isEmpty();
        assertThat(Documents.read(inline).only().policies())
                .containsExactly(new AlertPolicy(
                        "", "page", new SloCondition.BurnRate(Comparison.GT, 2, 1, Duration.ofDays(1), Duration.ZERO)));
        assertThat(Documents.read(inline, Reading.STRICT).errors())
                .anyMatch(error -> error.endsWith("alertPolicies[0].metadata: is required"))
                .anyMatch(error -> error.endsWith("conditions[0].kind: is required"))
                .anyMatch(error -> error.endsWith("notificationTargets: must list at least one target"));
    }

    private static String ours(String alerts) {
        return "---\n{apiVersion: slipstream/v1, kind: AlertPolicy, metadata: {name: mine, labels: {team: web, tier: one}}, spec: {alerts: ["
                + alerts + "]}}\n";
    }

    @Test
    void aPolicyOfOursHasSeveralAlerts_theMostSevereFirst() {
        Documents read = Documents.read(
                WITH_POLICY
                        + ours(
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
        String policy = ours("{severity: page, burnRate: {windows: [{short: 5m, long: 1h, budgetPercent: 2}]}}");

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
        Documents read = Documents.read(WITH_POLICY + ours(alerts));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains("spec." + says) || error.contains("." + says));
    }

    @Test
    void aShareOfTheBudgetHasNoLimitOfTheRatio() {
        String policy = ours(
                "{severity: page, burnRate: {basis: budgetShare, windows: [{short: 5m, long: 1h, factor: 1000}]}}");

        assertThat(Documents.read(WITH_POLICY + policy).errors()).isEmpty();
    }

    @Test
    void withoutABudgetAnyBadEventAlerts_andThatIsSaid() {
        Documents read = Documents.read(Documents.replaced(WITH_POLICY, "target: 0.999", "target: 1")
                + ours("{severity: page, burnRate: {windows: [{short: 5m, long: 1h, factor: 1000}]}}"));

        assertThat(read.only().policies()).hasSize(1);
        assertThat(read.warnings())
                .anyMatch(warning -> warning.contains("has no error budget, so that any bad event meets this"));
    }

    @Test
    void policiesThatNoSloRefersToAreCheckedAllTheSame_andShareTheirNames() {
        Documents read = Documents.read(Documents.SLO
                + ours("{severity: page, noData: {within: 5s}}")
                + Documents.replaced(OPEN_SLO, "alertWhenBreaching", "alertWhenBraeching"));

        assertThat(read.definitions()).hasSize(1);
        assertThat(read.warnings()).anyMatch(warning -> warning.contains("no SLO refers to the AlertPolicy 'mine'"));
        assertThat(read.errors())
                .anyMatch(error -> error.contains("the name 'mine' is taken already, at slo.yml:26"))
                .anyMatch(error -> error.contains("noData.within: a window of this length moves in steps of 10s"));
    }

    @Test
    void oneNameTwiceIsRefused() {
        Documents read = Documents.read(Documents.replaced(
                        WITH_POLICY, "[{alertPolicyRef: mine}]", "[{alertPolicyRef: mine}, {alertPolicyRef: mine}]")
                + OPEN_SLO);

        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:25: error: spec.alertPolicies: two alerts of severity warning are called 'mine'");
    }
}
