package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.Documents.rule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that nothing could compute, and what is said of them. */
class RefusedRulesTest {
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
        String text = Documents.ruleHead("shop");

        assertThat(Documents.read(text + "  condition: {noData: {within: 5m}}\n")
                        .errors())
                .containsExactly("slo.yml:5: error: spec.selector: is required");
        assertThat(Documents.read(text + "  condition: {certificateExpiry: {within: 36h}}\n")
                        .errors())
                .containsExactly(
                        "slo.yml:7: error: spec.condition.certificateExpiry.within: is counted in whole days, such as"
                                + " 30d");
    }
}
