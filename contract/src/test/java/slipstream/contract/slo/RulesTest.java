package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.Documents.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.slo.RuleCondition.Aggregation;

/** Rules without a budget: what they are about, and what their conditions come down to. */
class RulesTest {
    @Test
    void aRuleIsReadWhole() {
        Documents read = Documents.read("""
                apiVersion: slipstream/v1
                kind: AlertRule
                metadata: {name: ApiErrors, labels: {team: web}, annotations: {runbook_url: here}}
                spec:
                  description: Too many requests fail.
                  service: drivehr
                  severity: critical
                  selector: type == 'request' && service == 'drivehr'
                  bad: status >= 500
                  groupBy: [attributes.function]
                  maxGroups: 50
                  condition: {threshold: {aggregate: errorRatio, window: 2m, op: gt, value: 5%, sustained: 2m, minEvents: 10}}
                """);

        assertThat(read.problems()).isEmpty();
        RuleDefinition rule = read.onlyRule();
        assertThat(rule.name()).isEqualTo("ApiErrors");
        assertThat(rule.version()).matches("[0-9a-f]{8}");
        assertThat(rule.service()).isEqualTo("drivehr");
        assertThat(rule.severity()).isEqualTo("critical");
        assertThat(rule.description()).isEqualTo("Too many requests fail.");
        assertThat(rule.labels()).isEqualTo(Map.of("team", "web"));
        assertThat(rule.annotations()).isEqualTo(Map.of("runbook_url", "here"));
        assertThat(rule.indicator()).isInstanceOfSatisfying(Indicator.BadRatio.class, ratio -> {
            assertThat(ratio.total().expression()).isEqualTo("type == 'request' && service == 'drivehr'");
            assertThat(ratio.total().key()).isEqualTo("spec.selector");
            assertThat(ratio.bad().where().line()).isEqualTo(9);
        });
        assertThat(rule.groupBy().labelNames()).containsExactly("function");
        assertThat(rule.groupBy().maxGroups()).isEqualTo(50);
        assertThat(rule.condition())
                .isEqualTo(new RuleCondition.Threshold(
                        Aggregation.ERROR_RATIO,
                        Duration.ofMinutes(2),
                        Comparison.GT,
                        new BigDecimal("0.05"),
                        Optional.of(Duration.ofMinutes(2)),
                        10));
        assertThat(rule.where()).hasToString("slo.yml:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold: {aggregate: p95, window: 5m, op: gt, value: 1000} | P95 PT5M GT 1000 -",
                "threshold: {aggregate: mean, op: gte, value: 1000, sustained: 5m} | MEAN PT1M20S GTE 1000 PT5M",
                "threshold: {aggregate: mean, op: gte, value: 1000, sustained: 20s} | MEAN PT10S GTE 1000 PT20S",
                "threshold: {aggregate: mean, op: gt, value: 1, sustained: 10m} | MEAN PT2M30S GT 1 PT10M",
                "threshold: {aggregate: max, op: gt, value: 1, sustained: 1d} | MAX PT6H GT 1 PT24H",
                "threshold: {aggregate: last, window: 1m, op: lte, value: 0} | LAST PT1M LTE 0 -",
                "threshold: {aggregate: sum, window: 1h, op: gt, value: 1GiB} | SUM PT1H GT 1073741824 -",
                "increase: {by: 50MB, within: 1h} | INCREASE PT1H GT 50000000 -",
                "sum: {within: 300s, op: gt, value: 100} | SUM PT5M GT 100 -"
            })
    void whatIsTakenOfAValueComesDownToAThreshold(String condition, String is) {
        Documents read = rule("value: latencyMillis\n  condition: {" + condition + "}");

        assertThat(read.problems()).isEmpty();
        assertThat(words(read.onlyRule())).isEqualTo(is);
        assertThat(read.onlyRule().value().orElseThrow().expression()).isEqualTo("latencyMillis");
        assertThat(read.onlyRule().indicator()).isInstanceOf(Indicator.Selected.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "condition: {limit: {share: 80%, sustained: 5m}} | value / limit | LAST PT5M GT 0.8 PT5M",
                "condition: {limit: {op: gte, share: 0.855, window: 1m}} | value / limit | LAST PT1M GTE 0.855 -",
                "'value: attributes.used\n  condition: {limit: {share: 100%}}' | (attributes.used) / limit | LAST PT5M GT 1 -",
                "condition: {certificateExpiry: {within: 30d}} | certificateDaysLeft | MIN PT24H LT 30 -",
                "condition: {certificateExpiry: {within: 7d, window: 6h}} | certificateDaysLeft | MIN PT6H LT 7 -"
            })
    void someFormsSayThemselvesWhatIsTaken(String spec, String value, String is) {
        Documents read = rule(spec);

        assertThat(read.problems()).isEmpty();
        assertThat(words(read.onlyRule())).isEqualTo(is);
        assertThat(read.onlyRule().value().orElseThrow().expression()).isEqualTo(value);
    }

    @Test
    void withoutAValueASumCounts() {
        Documents read = rule("condition: {sum: {within: 300s, op: gt, value: 100}}");

        assertThat(words(read.onlyRule())).isEqualTo("COUNT PT5M GT 100 -");
        assertThat(read.onlyRule().value()).isEmpty();
    }

    @Test
    void aCertificateIsLookedForInTheProbesOfTheService() {
        String text = Documents.ruleHead("it's");

        Documents read = Documents.read(text + "  condition: {certificateExpiry: {within: 30d}}\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.onlyRule().indicator().total().expression())
                .isEqualTo("type == 'probe' && service == 'it\\'s'");
    }

    @Test
    void aRunHasLanesAndAQuorum() {
        Documents read = rule(
                "bad: outcome == 'failure'\n  condition: {consecutive: {count: 3, lanes: [target, location], quorum: 2}}");

        assertThat(read.problems()).isEmpty();
        assertThat(read.onlyRule().condition()).isInstanceOfSatisfying(RuleCondition.Consecutive.class, run -> {
            assertThat(run.count()).isEqualTo(3);
            assertThat(run.lanes()).extracting(Selector::expression).containsExactly("target", "location");
            assertThat(run.lanes().get(1).key()).isEqualTo("spec.condition.consecutive.lanes[1]");
            assertThat(run.quorum()).isEqualTo(2);
        });
        assertThat(rule("good: outcome == 'success'\n  condition: {consecutive: {count: 1}}")
                        .onlyRule()
                        .indicator())
                .isInstanceOf(Indicator.GoodRatio.class);
    }

    @Test
    void silenceHasALength_andAQuotaAPeriod() {
        assertThat(rule("condition: {noData: {within: 5m}}").onlyRule().condition())
                .isEqualTo(new RuleCondition.NoData(Duration.ofMinutes(5)));
        assertThat(rule("condition: {quota: {aggregate: count, limit: 125000, period: {duration: 1M}}}")
                        .onlyRule()
                        .condition())
                .isEqualTo(new RuleCondition.Quota(
                        Aggregation.COUNT,
                        new BigDecimal(125_000),
                        new BudgetPeriod.Calendar(
                                LocalDateTime.of(1970, 1, 1, 0, 0),
                                ZoneId.of("UTC"),
                                1,
                                BudgetPeriod.CalendarUnit.MONTH),
                        800_000));
        assertThat(
                        rule("value: value\n  condition: {quota: {aggregate: sum, limit: 100GB, warnAt: 0.9, period: {duration: 1w,"
                                        + " timeZone: Europe/Berlin, startTime: 2026-01-05 00:00:00}}}")
                                .onlyRule()
                                .condition())
                .isEqualTo(new RuleCondition.Quota(
                        Aggregation.SUM,
                        new BigDecimal("100000000000"),
                        new BudgetPeriod.Calendar(
                                LocalDateTime.of(2026, 1, 5, 0, 0),
                                ZoneId.of("Europe/Berlin"),
                                1,
                                BudgetPeriod.CalendarUnit.WEEK),
                        900_000));
    }

    private static String words(RuleDefinition rule) {
        RuleCondition.Threshold threshold = (RuleCondition.Threshold) rule.condition();
        assertThat(threshold.minEvents()).isEqualTo(1);
        return threshold.aggregation() + " " + threshold.window() + " " + threshold.op() + " "
                + threshold.value().toPlainString() + " "
                + threshold.sustained().map(Duration::toString).orElse("-");
    }
}
