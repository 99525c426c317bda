package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Rules without a budget, and objectives for incidents. */
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
        String text = head("it's").replace("  selector: type == 'probe'\n", "");

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "condition: {threshold: {aggregate: mean, window: 5m, op: gt, value: 1}} | spec.value: is required: mean is taken of a value",
                "condition: {threshold: {aggregate: errorRatio, window: 5m, op: gt, value: 5%}} | spec.bad: is required, or good: errorRatio asks which observations are bad",
                "condition: {threshold: {aggregate: bad, window: 5m, op: gt, value: 5}} | spec.bad: is required, or good",
                "condition: {consecutive: {count: 3}} | spec.bad: is required, or good: consecutive asks",
                "condition: {increase: {by: 1, within: 1h}} | spec.value: is required: increase is taken of a value",
                "condition: {quota: {aggregate: sum, limit: 1, period: {duration: 1M}}} | spec.value: is required: sum is taken of a value",
                "'bad: a\n  good: b\n  condition: {noData: {within: 5m}}' | spec.good: stands beside bad",
                "condition: {threshold: {aggregate: count, op: gt, value: 5}} | threshold.window: is required unless sustained is given",
                "condition: {threshold: {aggregate: p96, window: 5m, op: gt, value: 5}} | threshold.aggregate: must be one of errorRatio, count",
                "condition: {threshold: {window: 5m, op: gt, value: 5}} | threshold.aggregate: is required",
                "condition: {threshold: {aggregate: count, window: 5m, value: 5}} | threshold.op: is required",
                "condition: {threshold: {aggregate: count, window: 5m, op: gt}} | threshold.value: is required",
                "condition: {threshold: {aggregate: count, window: 5m, op: gt, value: 5%}} | threshold.value: a percentage is compared with errorRatio, or with a limit",
                "condition: {threshold: {aggregate: count, window: 5m, op: gt, value: 5 apples}} | threshold.value: must be a number such as 1000, 5% or 50MB, is '5 apples'",
                "'bad: a\n  condition: {threshold: {aggregate: errorRatio, window: 5m, op: gt, value: 5}}' | threshold.value: an error ratio is 0 to 1, or 0% to 100%, and never 5",
                "condition: {threshold: {aggregate: count, window: 5s, op: gt, value: 5}} | threshold.window: a window of this length moves in steps of 10s",
                "condition: {threshold: {aggregate: count, window: 7h5m, op: gt, value: 5}} | threshold.window: a window of this length moves in steps of 10m, and 425m is not",
                "condition: {threshold: {aggregate: count, window: 367d, op: gt, value: 5}} | threshold.window: 367d is longer than the longest window, 366d",
                "condition: {threshold: {aggregate: count, window: 5m, op: gt, value: 5, minEvents: 0}} | threshold.minEvents: must be a whole number from 1",
                "condition: {limit: {sustained: 5m}} | limit.share: is required",
                "condition: {limit: {share: 0%}} | limit.share: must be a share above 0% and up to 1000%",
                "'value: v\n  condition: {increase: {by: -1, within: 1h}}' | increase.by: must be a number above 0",
                "'value: v\n  condition: {increase: {by: 5%, within: 1h}}' | increase.by: must be a number above 0",
                "condition: {certificateExpiry: {within: 36h}} | certificateExpiry.within: is counted in whole days",
                "'bad: b\n  condition: {consecutive: {count: 101}}' | consecutive.count: must be a whole number from 1 to 100",
                "'bad: b\n  condition: {consecutive: {count: 3, quorum: 2}}' | consecutive.quorum: of 2 can never be reached without lanes",
                "condition: {quota: {aggregate: mean, limit: 1, period: {duration: 1M}}} | quota.aggregate: must be one of count, sum",
                "condition: {quota: {aggregate: count, limit: 0, period: {duration: 1M}}} | quota.limit: must be a number above 0",
                "condition: {quota: {aggregate: count, limit: 5, warnAt: 120%, period: {duration: 1M}}} | quota.warnAt: must be a share above 0% and up to 100%",
                "condition: {quota: {aggregate: count, limit: 5}} | quota.period: is required",
                "condition: {noData: {within: 5m}, sum: {within: 5m, op: gt, value: 1}} | condition.noData: needs exactly one of threshold, limit",
                "condition: {nodata: {within: 5m}} | condition.nodata: is not known here; did you mean 'noData'?",
                "bad: b | spec.condition: is required"
            })
    void aConditionThatCannotBeComputedIsRefused(String spec, String says) {
        Documents read = rule(spec);

        assertThat(read.catalogue().rules()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void aValueThatNothingTakesIsDoubtful() {
        assertThat(rule("value: v\n  condition: {noData: {within: 5m}}").warnings())
                .containsExactly("slo.yml:8: warning: spec.value: means nothing beside noData and is ignored");
        assertThat(rule("value: v\n  condition: {noData: {within: 5m}}")
                        .onlyRule()
                        .value())
                .isEmpty();
    }

    @Test
    void aRuleWithoutASelectorIsRefused_butForACertificate() {
        String text = head("shop").replace("  selector: type == 'probe'\n", "");

        assertThat(Documents.read(text + "  condition: {noData: {within: 5m}}\n")
                        .errors())
                .containsExactly("slo.yml:5: error: spec.selector: is required");
        assertThat(Documents.read(text + "  condition: {certificateExpiry: {within: 36h}}\n")
                        .errors())
                .containsExactly(
                        "slo.yml:7: error: spec.condition.certificateExpiry.within: is counted in whole days, such as"
                                + " 30d");
    }

    @Test
    void anIncidentObjectiveIsAnSloOverIncidents() {
        Documents read = Documents.read("""
                apiVersion: slipstream/v1
                kind: IncidentObjective
                metadata: {name: recovery}
                spec:
                  service: drivehr
                  severities: [critical, high]
                  recoverWithin: 15m
                  target: 0.95
                  timeWindow: [{duration: 1M, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}}]
                """);

        assertThat(read.problems()).isEmpty();
        SloDefinition slo = read.only();
        assertThat(slo.id()).isEqualTo(new SloId("recovery"));
        assertThat(slo.method()).isEqualTo(BudgetingMethod.OCCURRENCES);
        assertThat(slo.objectives()).containsExactly(new Objective("", 50_000));
        assertThat(slo.policies()).isEmpty();
        assertThat(slo.indicators()).singleElement().isInstanceOfSatisfying(Indicator.Threshold.class, incidents -> {
            assertThat(incidents.total().expression())
                    .isEqualTo("type == 'incident' && service == 'drivehr' && severity in ['critical', 'high']");
            assertThat(incidents.value().expression()).isEqualTo("durationMillis");
            assertThat(incidents.comparison()).isEqualTo(Comparison.LTE);
            assertThat(incidents.threshold()).isEqualTo(900_000);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recoverWithin: 15m | description: x | spec.recoverWithin: is required",
                "recoverWithin: 15m | recoverWithin: soon | spec.recoverWithin: must be a duration",
                "recoverWithin: 15m | recoverWithin: 400d | spec.recoverWithin: 400d is longer than 366d",
                "target: 0.95 | target: 95 | spec.target: a target is at least 0 and below 1",
                "target: 0.95 | description: x | spec.target: needs exactly one of target and targetPercent",
                "severities: [critical] | severities: [] | spec.severities: lists none",
                "service: drivehr | team: drivehr | spec.service: is required"
            })
    void anIncidentObjectiveThatIsNoneIsRefused(String from, String to, String says) {
        String text =
                "{apiVersion: slipstream/v1, kind: IncidentObjective, metadata: {name: recovery}, spec: {service: drivehr,"
                        + " severities: [critical], recoverWithin: 15m, target: 0.95, timeWindow: [{duration: 28d, isRolling: true}]}}";

        Documents read = Documents.read(Documents.replaced(text, from, to));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void incidentObjectivesAndSlosShareTheirNames() {
        Documents read = Documents.read(
                Documents.SLO
                        + "---\n{apiVersion: slipstream/v1, kind: IncidentObjective, metadata: {name: shop-availability}, spec: {}}");

        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:26: error: metadata: the name 'shop-availability' is taken already, at slo.yml:1");
    }

    private static String words(RuleDefinition rule) {
        RuleCondition.Threshold threshold = (RuleCondition.Threshold) rule.condition();
        assertThat(threshold.minEvents()).isEqualTo(1);
        return threshold.aggregation() + " " + threshold.window() + " " + threshold.op() + " "
                + threshold.value().toPlainString() + " "
                + threshold.sustained().map(Duration::toString).orElse("-");
    }

    private static Documents rule(String spec) {
        return Documents.read(head("shop") + "  " + spec + "\n");
    }

    private static String head(String service) {
        return """
                apiVersion: slipstream/v1
                kind: AlertRule
                metadata: {name: rule}
                spec:
                  service: %s
                  severity: page
                  selector: type == 'probe'
                """.formatted(service);
    }
}
