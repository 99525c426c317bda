package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;

/** Every way in which a definition is refused, with its line, its key and its words. */
class RefusedDefinitionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openslo/v1 | openslo/v1alpha | 1 | apiVersion | 'openslo/v1alpha' is not supported yet, openslo/v1 is",
                "apiVersion: openslo/v1 | x: y | 1 | apiVersion | is required",
                "kind: SLO | kind: SLo | 2 | kind | 'SLo' is not a kind of openslo/v1; did you mean 'SLO'?",
                "kind: SLO | kind: AlertPolicy | 2 | kind | AlertPolicy is not supported yet: every SLO gets",
                "name: shop-availability | nme: shop | 4 | metadata.name | is required",
                "name: shop-availability | name: no | 4 | metadata.name | put 'no' in quotes",
                "name: shop-availability | name: a/b | 4 | metadata.name | 'a/b' must have 1 to 128 letters",
                "description: Nearly | descripton: Nearly | 9 | spec.descripton | is not known here; did you mean 'description'?",
                "team: web | team: on | 6 | metadata.labels.team | put 'on' in quotes",
                "[`1`, `2`] | {a: b} | 6 | metadata.labels.tier | must be text, is a mapping",
                "  service: shop | #   | 9 | spec.service | is required",
                "Occurrences | Timeslices | 21 | spec.budgetingMethod | Timeslices is not supported yet, Occurrences is",
                "Occurrences | RatioTimeslices | 21 | spec.budgetingMethod | RatioTimeslices is not supported yet",
                "Occurrences | occurences | 21 | spec.budgetingMethod | 'occurences' is not a budgeting method; did you mean 'Occurrences'?",
                "budgetingMethod | budgetngMethod | 9 | spec.budgetingMethod | is required",
                "duration: 30d | duration: 1M | 19 | spec.timeWindow[0].duration | must be whole hours from 1d to 366d, such as 30d or 4w, is '1M'",
                "duration: 30d | duration: 1m | 19 | spec.timeWindow[0].duration | is '1m'",
                "duration: 30d | duration: 0d | 19 | spec.timeWindow[0].duration | is '0d'",
                "duration: 30d | duration: 367d | 19 | spec.timeWindow[0].duration | is '367d'",
                "duration: 30d | duration: 23h | 19 | spec.timeWindow[0].duration | is '23h'",
                "duration: 30d | duration: 36h30m | 19 | spec.timeWindow[0].duration | is '36h30m'",
                "duration: 30d | duration: 30 | 19 | spec.timeWindow[0].duration | is '30'",
                "isRolling: true | isRolling: false | 20 | spec.timeWindow[0].isRolling | calendar windows are not supported yet",
                "isRolling: true | isRolling: yes | 20 | spec.timeWindow[0].isRolling | must be true or false, is 'yes'",
                "target: 0.999 | target: 99.9 | 24 | spec.objectives[0].target | (a percentage goes in targetPercent)",
                "target: 0.999 | target: 1 | 24 | spec.objectives[0].target | is at least 0 and below 1",
                "target: 0.999 | target: 1e-999999999 | 24 | spec.objectives[0].target | at most 30 digits",
                "target: 0.999 | target: NaN | 24 | spec.objectives[0].target | must be a number, is 'NaN'",
                "target: 0.999 | target: 99.9% | 24 | spec.objectives[0].target | must be a number, is '99.9%'",
                "target: 0.999 | target: 0.9999999 | 24 | spec.objectives[0].target | 0.9999999 is finer than that",
                "target: 0.999 | targetPercent: 100 | 24 | spec.objectives[0].targetPercent | at least 0 and below 100",
                "target: 0.999 | op: lt | 23 | spec.objectives[0].target | needs exactly one of target and targetPercent",
                "objectives: | objectve: | 22 | spec.objectve | did you mean 'objectives'?",
                "good: {metric | raw: {metric | 17 | spec.indicator.spec.ratioMetric.raw | raw ratios are not supported yet",
                "good: {metric | godo: {metric | 17 | spec.indicator.spec.ratioMetric.godo | is not known here; did you mean 'good'?",
                "ratioMetric: | ratoMetric: | 14 | spec.indicator.spec.ratioMetric | needs exactly one of ratioMetric and thresholdMetric",
                "type: slipstream | type: prometheus | 16 | spec.indicator.spec.ratioMetric.total.metricSource.type | metric sources of type 'prometheus' are not supported",
                "type: slipstream | metricSourceRef: thanos | 16 | spec.indicator.spec.ratioMetric.total.metricSource.metricSourceRef | there is no DataSource 'thanos'",
                "selector: service == 'shop'} | query: up} | 16 | spec.indicator.spec.ratioMetric.total.metricSource.spec.selector | is required",
            })
    void isRefusedWithLineAndKey(String from, String to, int line, String key, String says) {
        Documents read = Documents.changed(from.replace('`', '"'), to);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.problems())
                .filteredOn(problem -> problem.level() == Problem.Level.ERROR)
                .as(read.problems().toString())
                .anySatisfy(problem -> {
                    assertThat(problem.where().line()).isEqualTo(line);
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.message()).contains(says);
                });
    }

    @Test
    void fiveFaultsAreReportedAtOnce_andNoMore() {
        String faulty = Documents.SLO
                .replace("descript", "desript")
                .replace("service: shop\n", "service: on\n")
                .replace("isRolling: true", "isRolling: perhaps")
                .replace("type: slipstream", "type: datadog")
                .replace("target: 0.999", "target: 99.9");

        assertThat(Documents.read(faulty).errors())
                .containsExactlyInAnyOrder(
                        "slo.yml:9: error: spec.desription: is not known here; did you mean 'description'?",
                        "slo.yml:10: error: spec.service: is read by YAML as a boolean: put 'on' in quotes",
                        "slo.yml:16: error: spec.indicator.spec.ratioMetric.total.metricSource.type: metric sources of type"
                                + " 'datadog' are not supported: observations are, with type slipstream and a selector in spec",
                        "slo.yml:20: error: spec.timeWindow[0].isRolling: must be true or false, is 'perhaps'",
                        "slo.yml:24: error: spec.objectives[0].target: a target is at least 0 and below 1, for example 0.999,"
                                + " and is 99.9 (a percentage goes in targetPercent)");
    }

    @Test
    void faultsOfSeveralDocumentsAreReportedAtOnce_andTheGoodOnesAreRead() {
        String second = Documents.SLO.replace("shop-availability", "second").replace("0.999", "1.5");
        String third = Documents.SLO.replace("shop-availability", "third").replace("30d", "soon");

        Documents read = Documents.read(second + "---\n" + Documents.SLO + "---\n" + third);

        assertThat(read.definitions()).extracting(slo -> slo.id().name()).containsExactly("shop-availability");
        assertThat(read.errors()).hasSize(2);
    }

    @Test
    void aNameThatIsTakenIsRefused_withThePlaceOfTheFirst() {
        Documents read = Documents.read(Documents.SLO + "---\n" + Documents.SLO);

        assertThat(read.definitions()).hasSize(1);
        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:28: error: metadata: the name 'shop-availability' is taken already, at slo.yml:1");
    }

    @Test
    void twoObjectivesWithOneNameAreRefused() {
        Documents read =
                Documents.changed("target: 0.999\n", "target: 0.999\n    - {displayName: good, target: 0.99}\n");

        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:25: error: spec.objectives[1].displayName: two objectives of this SLO are called 'good'");
    }

    @Test
    void aCalendarWindowWithAStartTimeIsRefused_onlyForNotBeingSupportedYet() {
        Documents read = Documents.changed("isRolling: true", """
                isRolling: false
                      calendar:
                        startTime: 2022-01-01 12:00:00
                        timeZone: America/New_York""");

        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:20: error: spec.timeWindow[0].isRolling: calendar windows are not supported yet:"
                                + " set isRolling: true, without calendar");
    }

    @Test
    void twoTimeWindowsAreRefused() {
        Documents read = Documents.changed("isRolling: true\n", "isRolling: true\n    - duration: 7d\n");

        assertThat(read.errors())
                .containsExactly("slo.yml:18: error: spec.timeWindow: must list exactly one window, lists 2");
    }

    @Test
    void policiesOfItsOwnAreRefused() {
        Documents read = Documents.read(Documents.SLO + "  alertPolicies: [{alertPolicyRef: mine}]\n");

        assertThat(read.errors())
                .singleElement()
                .asString()
                .contains("spec.alertPolicies: policies of an SLO's own are not supported yet");
    }

    @Test
    void compositesAreRefused_onlyForNotBeingSupportedYet() {
        String composite = Documents.THRESHOLD
                .replace("indicatorRef: latency", "description: two in one")
                .replace("op: lte, value: 250.5", "indicatorRef: latency, compositeWeight: 2");

        assertThat(Documents.read(composite).errors())
                .containsExactly(
                        "slo.yml:9: error: spec.objectives: composite SLOs (an indicator on each objective) are not"
                                + " supported yet");
    }

    @Test
    void anIndicatorIsInlineOrAReference_notBothAndNotNeither() {
        String both = Documents.replaced(
                Documents.THRESHOLD, "indicatorRef: latency", "indicatorRef: latency\n  indicator: {spec: {}}");
        String neither = Documents.replaced(Documents.THRESHOLD, "indicatorRef: latency", "description: none");

        assertThat(Documents.read(both).errors())
                .anyMatch(error -> error.endsWith("needs exactly one of indicator and indicatorRef"));
        assertThat(Documents.read(neither).errors())
                .anyMatch(error -> error.endsWith("needs exactly one of indicator and indicatorRef"));
    }

    @Test
    void aReferenceToNothingSuggestsTheNearestName() {
        String text = Documents.replaced(Documents.THRESHOLD, "indicatorRef: latency", "indicatorRef: latenzy");

        assertThat(Documents.read(text).errors())
                .containsExactly(
                        "slo.yml:6: error: spec.indicatorRef: there is no SLI 'latenzy'; did you mean 'latency'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "op: lte, | ' ' | spec.objectives[0].op: is required",
                "value: 250.5, | ' ' | spec.objectives[0].value: is required",
                "op: lte | op: eq | spec.objectives[0].op: must be one of lte, gte, lt, gt, is 'eq'",
                "value: 250.5 | value: 250d | spec.objectives[0].value: must be a number, is '250d'",
                "targetPercent: 99}] | 'targetPercent: 99}, {target: 0.5}]' | a thresholdMetric takes exactly one objective",
                "', value: latencyMillis' | ' ' | spec.thresholdMetric.metricSource.spec.value: is required"
            })
    void aThresholdNeedsWhatItComparesWith(String from, String to, String says) {
        Documents read = Documents.read(Documents.replaced(Documents.THRESHOLD, from, to));

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).anyMatch(error -> error.endsWith(says));
    }

    @Test
    void aBrokenIndicatorSpoilsEverySloThatRefersToIt_andIsReportedOnce() {
        String broken = Documents.replaced(Documents.THRESHOLD, "spec: {selector", "spec: {x: y, selector");
        String second = broken.split("---")[0].replace("shop-latency", "second");

        Documents read = Documents.read(broken + "---\n" + second);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:17: error: spec.thresholdMetric.metricSource.spec.x: is not known here; known are"
                                + " selector, value");
    }
}
