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
import org.junit.jupiter.params.provider.ValueSource;

/** What an SLO alerts about by OpenSLO's policies, and which of them can never alert. */
class PoliciesTest {
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

    @Test
    void policiesThatNoSloRefersToAreCheckedAllTheSame_andShareTheirNames() {
        Documents read = Documents.read(Documents.SLO
                + extendedPolicy("{severity: page, noData: {within: 5s}}")
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
