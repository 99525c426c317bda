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
                "openslo/v1 | openslo/v1alpha | 1 | apiVersion | 'openslo/v1alpha' (Sloth's) is not read: make it openslo/v1",
                "openslo/v1 | openslo/v2alpha | 1 | apiVersion | 'openslo/v2alpha' is not read here, openslo/v1 and slipstream/v1 are",
                "apiVersion: openslo/v1 | x: y | 1 | apiVersion | is required",
                "kind: SLO | kind: SLo | 2 | kind | 'SLo' is not a kind of openslo/v1; did you mean 'SLO'?",
                "kind: SLO | kind: AlertRule | 2 | kind | 'AlertRule' is not a kind of openslo/v1; it is one of slipstream/v1",
                "name: shop-availability | nme: shop | 4 | metadata.name | is required",
                "name: shop-availability | name: no | 4 | metadata.name | put 'no' in quotes",
                "name: shop-availability | name: a/b | 4 | metadata.name | 'a/b' must have 1 to 128 letters",
                "description: Nearly | descripton: Nearly | 9 | spec.descripton | is not known here; did you mean 'description'?",
                "team: web | team: on | 6 | metadata.labels.team | put 'on' in quotes",
                "[`1`, `2`] | {a: b} | 6 | metadata.labels.tier | must be text, is a mapping",
                "  service: shop | #   | 9 | spec.service | is required",
                "Occurrences | RatioTimeslices | 23 | spec.objectives[0].timeSliceWindow | is required",
                "Occurrences | occurences | 21 | spec.budgetingMethod | 'occurences' is not a budgeting method; did you mean 'Occurrences'?",
                "budgetingMethod | budgetngMethod | 9 | spec.budgetingMethod | is required",
                "duration: 30d | duration: 1m | 19 | spec.timeWindow[0].duration | a budget is given for 5m to 366d (m is a minute, M a month)",
                "duration: 30d | duration: 0d | 19 | spec.timeWindow[0].duration | a budget is given for 5m to 366d",
                "duration: 30d | duration: 367d | 19 | spec.timeWindow[0].duration | 367d is longer than the longest window, 366d",
                "duration: 30d | duration: 0m | 19 | spec.timeWindow[0].duration | a budget is given for 5m to 366d",
                "duration: 30d | duration: 5000m | 19 | spec.timeWindow[0].duration | moves in steps of 1h, and 5000m is not a multiple of that",
                "duration: 30d | duration: 30 | 19 | spec.timeWindow[0].duration | must be a duration such as 5m, 1h, 7d or 4w (m is a minute, M a month), is '30'",
                "isRolling: true | isRolling: false | 19 | spec.timeWindow[0].calendar | is required beside isRolling: false",
                "isRolling: true | isRolling: yes | 20 | spec.timeWindow[0].isRolling | must be true or false, is 'yes'",
                "target: 0.999 | target: 99.9 | 24 | spec.objectives[0].target | (a percentage goes in targetPercent)",
                "target: 0.999 | target: 1.1 | 24 | spec.objectives[0].target | is at least 0 and below 1",
                "target: 0.999 | target: 1e-999999999 | 24 | spec.objectives[0].target | at most 30 digits",
                "target: 0.999 | target: NaN | 24 | spec.objectives[0].target | must be a number, is 'NaN'",
                "target: 0.999 | target: 99.9% | 24 | spec.objectives[0].target | must be a number, is '99.9%'",
                "target: 0.999 | target: 0.9999999 | 24 | spec.objectives[0].target | 0.9999999 is finer than that",
                "target: 0.999 | targetPercent: 101 | 24 | spec.objectives[0].targetPercent | at least 0 and below 100",
                "target: 0.999 | op: lt | 23 | spec.objectives[0].target | needs exactly one of target and targetPercent",
                "objectives: | objectve: | 22 | spec.objectve | did you mean 'objectives'?",
                "good: {metric | value: {metric | 17 | spec.indicator.spec.ratioMetric.value | is not known here",
                "good: {metric | godo: {metric | 17 | spec.indicator.spec.ratioMetric.godo | is not known here; did you mean 'good'?",
                "ratioMetric: | ratoMetric: | 14 | spec.indicator.spec.ratioMetric | needs exactly one of ratioMetric and thresholdMetric",
                "spec: {selector: service == 'shop' && status < 500} | x: y | 17 | spec.indicator.spec.ratioMetric.good.metricSource.spec | is required",
                "spec: {selector: service == 'shop' && status < 500} | spec: {} | 17 | spec.indicator.spec.ratioMetric.good.metricSource.spec | is required",
                "spec: {selector: service == 'shop' && status < 500} | spec: {selectr: x} | 17 | spec.indicator.spec.ratioMetric.good.metricSource.spec.selector | is required",
                "status < 500}} | status < 500, groupBy: [route]}} | 17 | spec.indicator.spec.ratioMetric.good.metricSource.spec.groupBy | belongs to total",
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
                .replace("selector: service == 'shop'}", "selector: }")
                .replace("target: 0.999", "target: 99.9");

        assertThat(Documents.read(faulty).errors())
                .containsExactlyInAnyOrder(
                        "slo.yml:9: error: spec.desription: is not known here; did you mean 'description'?",
                        "slo.yml:10: error: spec.service: is read by YAML as a boolean: put 'on' in quotes",
                        "slo.yml:16: error: spec.indicator.spec.ratioMetric.total.metricSource.spec.selector: has no value",
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
    void twoTimeWindowsAreRefused() {
        Documents read =
                Documents.changed("isRolling: true\n", "isRolling: true\n    - {duration: 7d, isRolling: true}\n");

        assertThat(read.errors())
                .containsExactly("slo.yml:18: error: spec.timeWindow: must list exactly one window, lists 2");
    }

    @Test
    void anIndicatorIsInlineOrAReference_notBothAndNotNeither() {
        String both = Documents.replaced(
                Documents.THRESHOLD, "indicatorRef: latency", "indicatorRef: latency\n  indicator: {spec: {x: y}}");
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
                                + " selector, value, groupBy, maxGroups");
    }
}
