package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted: the budgeting methods, raw ratios, groups, composites, and what is measured elsewhere. */
class MethodsTest {
    private static final String COMPOSITE = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop-all}
            spec:
              service: shop
              timeWindow: [{duration: 4w, isRolling: true}]
              budgetingMethod: Occurrences
              objectives:
                - {displayName: fast, op: lte, value: 300, target: 0.99, indicatorRef: latency, compositeWeight: 2.5}
                - displayName: works
                  target: 0.999
                  indicator:
                    spec:
                      ratioMetric:
                        total: {metricSource: {spec: {selector: service == 'shop'}}}
                        bad: {metricSource: {spec: {selector: status >= 500}}}
            ---
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: latency}
            spec:
              thresholdMetric:
                metricSource: {spec: {selector: service == 'shop', value: latencyMillis}}
            """;

    private static final String RAW = Documents.SLO
            .replaceAll(" +total: .*\\n", "")
            .replaceAll(
                    "good: .*",
                    "rawType: success\n        raw: {metricSource: {spec: {selector: 'true', value: value}}}");

    @Test
    void timeslicesHaveAWindowAndATarget() {
        Documents read = sliced("Timeslices", "timeSliceTarget: 0.95, timeSliceWindow: 1m");

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().method()).isEqualTo(BudgetingMethod.TIMESLICES);
        assertThat(read.only().objectives())
                .containsExactly(new Objective(
                        "",
                        1000,
                        Optional.of(new TimeSlice(Duration.ofMinutes(1), 950_000)),
                        0,
                        Objective.WHOLE_WEIGHT));
    }

    @Test
    void ratioTimeslicesHaveAWindowOnly() {
        Documents read = sliced("RatioTimeslices", "timeSliceTarget: 0.95, timeSliceWindow: 5m");

        assertThat(read.only().objectives().get(0).slice()).contains(new TimeSlice(Duration.ofMinutes(5), 0));
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .endsWith("timeSliceTarget: means nothing with budgetingMethod RatioTimeslices and is ignored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeSliceWindow: 1m | timeSliceTarget: is required",
                "timeSliceTarget: 0.9 | timeSliceWindow: is required",
                "timeSliceTarget: 0, timeSliceWindow: 1m | timeSliceTarget: must be above 0 and at most 1, to one per million, is '0'",
                "timeSliceTarget: 1.01, timeSliceWindow: 1m | timeSliceTarget: must be above 0 and at most 1",
                "timeSliceTarget: 0.9999999, timeSliceWindow: 1m | timeSliceTarget: must be above 0 and at most 1, to one per million",
                "timeSliceTarget: 0.9, timeSliceWindow: 15s | timeSliceWindow: a time slice is a multiple of 10s, and is PT15S",
                "timeSliceTarget: 0.9, timeSliceWindow: 0m | timeSliceWindow: a time slice is a multiple of 10s",
                "timeSliceTarget: 0.9, timeSliceWindow: 1M | timeSliceWindow: must be a duration such as 5m",
                "timeSliceTarget: 0.9, timeSliceWindow: 31d | timeSliceWindow: is longer than the period 30d, with 31d"
            })
    void aSliceThatIsNoneIsRefused(String slice, String says) {
        Documents read = sliced("Timeslices", slice);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).singleElement().asString().contains("spec.objectives[0]." + says);
    }

    @Test
    void aTargetOfEverythingLeavesNoBudget_withAWarning_unlessStrict() {
        for (String target : new String[] {"target: 1", "target: 1.0", "targetPercent: 100"}) {
            String text = Documents.replaced(Documents.SLO, "target: 0.999", target);

            assertThat(Documents.read(text).only().objectives()).containsExactly(new Objective("", 0));
            assertThat(Documents.read(text).warnings())
                    .singleElement()
                    .asString()
                    .contains("a target of 100 % leaves no error budget: the first bad event breaks it");
            assertThat(Documents.read(text, Reading.STRICT).definitions()).isEmpty();
        }
    }

    @Test
    void aRawRatioIsReadWithItsType() {
        Documents read = Documents.read(RAW);

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().indicators()).singleElement().isInstanceOfSatisfying(Indicator.Raw.class, raw -> {
            assertThat(raw.isSuccess()).isTrue();
            assertThat(raw.total().expression()).isEqualTo("true");
            assertThat(raw.value().expression()).isEqualTo("value");
        });
        assertThat(Documents.read(RAW.replace("rawType: success", "rawType: failure"))
                        .only()
                        .indicators())
                .isNotEqualTo(read.only().indicators());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rawType: success | counter: false | ratioMetric.rawType: is required",
                "rawType: success | rawType: good | ratioMetric.rawType: must be one of success, failure, is 'good'",
                "'rawType: success' | 'rawType: success, total: {metricSource: {spec: {selector: x}}}' | ratioMetric.total: stands beside raw",
                "', value: value' | '' | raw.metricSource.spec.value: is required"
            })
    void aRawRatioThatIsNoneIsRefused(String from, String to, String says) {
        String flow = RAW.replace("counter: true\n", "")
                .replace("rawType: success\n        raw:", "rawType: success, raw:")
                .replaceAll("ratioMetric:\\n +(rawType.*)", "ratioMetric: {$1}");

        Documents read = Documents.read(Documents.replaced(flow, from, to == null ? "" : to));

        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void groupsAreMadeByTheFieldsOfTotal() {
        Documents read = Documents.changed(
                "selector: service == 'shop'}",
                "selector: service == 'shop', groupBy: [route, attributes.function], maxGroups: 20}");

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().groupBy().labelNames()).containsExactly("route", "function");
        assertThat(read.only().groupBy().maxGroups()).isEqualTo(20);
        assertThat(read.only().groupBy().fields().get(1).key())
                .isEqualTo("spec.indicator.spec.ratioMetric.total.metricSource.spec.groupBy[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "groupBy: [] | groupBy: must list at least one field",
                "groupBy: [route, route] | groupBy: lists 'route' twice",
                "maxGroups: 5 | maxGroups: limits the groups of groupBy, which is not there",
                "groupBy: [route], maxGroups: 0 | maxGroups: must be a whole number from 1 to 100000, is '0'",
                "groupBy: route | groupBy: must be a list, is 'route'"
            })
    void groupsThatAreNoneAreRefused(String groups, String says) {
        Documents read =
                Documents.changed("selector: service == 'shop'}", "selector: service == 'shop', " + groups + "}");

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains("metricSource.spec." + says));
    }

    @Test
    void aCompositeHasAnIndicatorAndAWeightForEachObjective() {
        Documents read = Documents.read(COMPOSITE);

        assertThat(read.problems()).isEmpty();
        SloDefinition slo = read.only();
        assertThat(slo.isComposite()).isTrue();
        assertThat(slo.indicators()).hasExactlyElementsOfTypes(Indicator.Threshold.class, Indicator.BadRatio.class);
        assertThat(slo.objectives())
                .containsExactly(
                        new Objective("fast", 10_000, Optional.empty(), 0, 2500),
                        new Objective("works", 1000, Optional.empty(), 1, 1000));
    }

    @Test
    void aCompositeThatCutsTimeInDifferentWaysIsRefused() {
        String sliced = COMPOSITE
                .replace("budgetingMethod: Occurrences", "budgetingMethod: RatioTimeslices")
                .replace("target: 0.99,", "target: 0.99, timeSliceWindow: 1m,")
                .replace("target: 0.999\n", "target: 0.999\n      timeSliceWindow: 5m\n");

        Documents read = Documents.read(sliced);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors())
                .anyMatch(
                        error -> error.contains("objectives[1].timeSliceWindow: must be 1m as in the first objective"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service: shop | 'service: shop\n  indicatorRef: latency' | spec.objectives: an SLO has one indicator, or one on each objective",
                "', indicatorRef: latency' | '' | spec.objectives[0].indicator: needs exactly one of indicator and indicatorRef on each objective",
                "compositeWeight: 2.5 | compositeWeight: 0 | compositeWeight: must be a number above 0, to one per thousand, is '0'",
                "compositeWeight: 2.5 | compositeWeight: -1 | compositeWeight: must be a number above 0",
                "compositeWeight: 2.5 | compositeWeight: 0.0001 | compositeWeight: must be a number above 0",
                "compositeWeight: 2.5 | compositeWeight: 1e999999999 | compositeWeight: must be a number above 0",
                "op: lte, | '' | spec.objectives[0].op: is required",
                "indicatorRef: latency | indicatorRef: latenci | spec.objectives[0].indicatorRef: there is no SLI 'latenci'; did you mean 'latency'?",
                "value: latencyMillis | value: latencyMillis, groupBy: [route] | spec.objectives: the objectives of a composite are grouped by the same fields"
            })
    void aCompositeThatMixesOrMissesIsRefused(String from, String to, String says) {
        Documents read = Documents.read(Documents.replaced(COMPOSITE, from, to == null ? "" : to));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void aWeightWithoutACompositeIsIgnored_withAWarning() {
        Documents read = Documents.changed("target: 0.999", "target: 0.999\n      compositeWeight: 3");

        assertThat(read.only().objectives().get(0).weightMillis()).isEqualTo(1000);
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .contains("means nothing unless each objective has an indicator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: slipstream | type: Prometheus | type | its metric source is of type 'Prometheus'",
                "type: slipstream | metricSourceRef: thanos | metricSourceRef | there is no DataSource 'thanos'",
                "type: slipstream, spec: {selector: service == 'shop'} | spec: {query: up} | spec | it has neither a type nor a selector"
            })
    void whatIsMeasuredElsewhereIsLeftOut_withAWarningAtItsPlace(String from, String to, String key, String reason) {
        Documents read = Documents.changed(from, to);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings())
                .containsExactly("slo.yml:16: warning: spec.indicator.spec.ratioMetric.total.metricSource." + key
                        + ": the SLO 'shop-availability' is not counted: " + reason
                        + ", and only sources of type slipstream with a selector can be");
    }

    @Test
    void aSecondDataSourceOfANameIsIgnored_withAWarning() {
        String source =
                "---\n{apiVersion: openslo/v1, kind: DataSource, metadata: {name: events}, spec: {type: slipstream}}\n";

        Documents read = Documents.read(
                Documents.replaced(Documents.SLO, "type: slipstream", "metricSourceRef: events") + source + source);

        assertThat(read.definitions()).hasSize(1);
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:28: warning: metadata: the name 'events' is taken already, at slo.yml:26; this"
                                + " DataSource is ignored");
    }

    private static Documents sliced(String method, String slice) {
        return Documents.read(Documents.replaced(
                        Documents.SLO, "budgetingMethod: Occurrences", "budgetingMethod: " + method)
                .replace("    - displayName: good\n      target: 0.999\n", "    - {target: 0.999, " + slice + "}\n"));
    }
}
