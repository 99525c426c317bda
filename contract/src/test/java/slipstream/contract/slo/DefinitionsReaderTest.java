package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsReaderTest {
    @Test
    void aRatioOfGoodAndTotalIsRead() {
        SloDefinition slo = Documents.read(Documents.SLO).only();

        assertThat(slo.id()).isEqualTo(new SloId("shop-availability"));
        assertThat(slo.id()).hasToString("shop-availability");
        assertThat(slo.displayName()).isEqualTo("Availability of the shop");
        assertThat(slo.description()).isEqualTo("Nearly all requests succeed.");
        assertThat(slo.service()).isEqualTo("shop");
        assertThat(slo.labels()).isEqualTo(Map.of("team", "web", "tier", "1,2"));
        assertThat(slo.annotations()).isEqualTo(Map.of("runbook_url", "https://wiki.example/shop"));
        assertThat(slo.period()).isEqualTo(new BudgetPeriod.Rolling(Duration.ofDays(30)));
        assertThat(slo.objectives()).containsExactly(new Objective("", 1000));
        assertThat(slo.policies()).isEqualTo(AlertPolicy.standard(slo.period()));
        assertThat(slo.where()).hasToString("slo.yml:1");
        assertThat(slo.indicators().get(0)).isInstanceOfSatisfying(Indicator.GoodRatio.class, ratio -> {
            assertThat(ratio.total().expression()).isEqualTo("service == 'shop'");
            assertThat(ratio.good().expression()).isEqualTo("service == 'shop' && status < 500");
            assertThat(ratio.good().where().line()).isEqualTo(17);
            assertThat(ratio.good().key()).isEqualTo("spec.indicator.spec.ratioMetric.good.metricSource.spec.selector");
        });
    }

    @Test
    void theStandardDocumentIsReadWithoutARemark() {
        assertThat(Documents.read(Documents.SLO).problems()).isEmpty();
        assertThat(Documents.read(Documents.THRESHOLD).problems()).isEmpty();
    }

    @Test
    void aRatioOfBadAndTotalIsRead() {
        SloDefinition slo = Documents.changed("good: {metric", "bad: {metric").only();

        assertThat(slo.indicators().get(0))
                .isInstanceOfSatisfying(
                        Indicator.BadRatio.class,
                        ratio -> assertThat(ratio.bad().expression()).isEqualTo("service == 'shop' && status < 500"));
    }

    @Test
    void aThresholdIsRead_byReference() {
        SloDefinition slo = Documents.read(Documents.THRESHOLD).only();

        assertThat(slo.displayName()).isEqualTo("shop-latency");
        assertThat(slo.period()).isEqualTo(new BudgetPeriod.Rolling(Duration.ofDays(28)));
        assertThat(slo.objectives()).containsExactly(new Objective("", 10_000));
        assertThat(slo.indicators().get(0)).isInstanceOfSatisfying(Indicator.Threshold.class, threshold -> {
            assertThat(threshold.total().expression()).isEqualTo("service == 'shop'");
            assertThat(threshold.value().expression()).isEqualTo("latencyMillis");
            assertThat(threshold.comparison()).isEqualTo(Comparison.LTE);
            assertThat(threshold.threshold()).isEqualTo(250.5);
        });
    }

    @Test
    void twoSlosMayShareAnIndicator_andSlosComeInTheOrderOfTheirNames() {
        String second = Documents.replaced(Documents.THRESHOLD.split("---")[0], "shop-latency", "a-first");

        Documents read = Documents.read(Documents.THRESHOLD + "---\n" + second);

        assertThat(read.problems()).isEmpty();
        assertThat(read.definitions()).extracting(slo -> slo.id().name()).containsExactly("a-first", "shop-latency");
        assertThat(read.definitions())
                .extracting(SloDefinition::version)
                .containsOnly(read.definitions().get(0).version());
    }

    @Test
    void severalObjectivesAreToldApartByTheirNames() {
        Documents read =
                Documents.changed("target: 0.999\n", "target: 0.999\n    - {displayName: fair, targetPercent: 95}\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().objectives())
                .containsExactly(new Objective("good", 1000), new Objective("fair", 50_000));
    }

    @Test
    void anObjectiveWithoutName_besideOthers_isCalledByItsTarget() {
        Documents read = Documents.changed("target: 0.999\n", "target: 0.999\n    - {target: 0.9500}\n");

        assertThat(read.only().objectives()).containsExactly(new Objective("good", 1000), new Objective("95", 50_000));
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:25: warning: spec.objectives[1].displayName: is wanted where there are several"
                                + " objectives; this one is called 95");
    }

    @Test
    void jsonIsReadAsYamlIs() {
        Documents read = Documents.read("""
                [{"apiVersion": "openslo/v1", "kind": "SLO",
                \t"metadata": {"name": "shop", "labels": {"a": ["b"]}},
                \t"spec": {"service": "shop", "budgetingMethod": "Occurrences",
                \t\t"indicator": {"spec": {"ratioMetric": {
                \t\t\t"total": {"metricSource": {"spec": {"selector": "true"}}},
                \t\t\t"bad": {"metricSource": {"spec": {"selector": "status >= 500"}}}}}},
                \t\t"timeWindow": [{"duration": "30d", "isRolling": true}],
                \t\t"objectives": [{"target": 0.99}]}}]
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().indicators().get(0).total().expression()).isEqualTo("true");
    }

    @Test
    void aListOfDocumentsIsReadLikeSeparateOnes() {
        String listed = "- " + Documents.SLO.stripTrailing().replace("\n", "\n  ") + "\n";

        assertThat(Documents.read(listed).only().version())
                .isEqualTo(Documents.read(Documents.SLO).only().version());
    }

    @Test
    void aDataSourceOfOursMayBeReferredTo() {
        Documents read = Documents.read(
                Documents.replaced(Documents.SLO, "type: slipstream", "metricSourceRef: events")
                        + "---\n{apiVersion: openslo/v1, kind: DataSource, metadata: {name: events}, spec: {type: slipstream}}\n");

        assertThat(read.problems()).isEmpty();
        assertThat(read.definitions()).hasSize(1);
    }

    @Test
    void whatTheSpecsOwnExamplesDoIsReadWithAWarning() {
        Documents read = Documents.read(Documents.replaced(
                        Documents.SLO, "target: 0.999\n", "target: 0.999\n      op: gt\n      timeSliceWindow: 1m\n")
                + "  alertPolicies: # none yet\n");

        assertThat(read.definitions()).hasSize(1);
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:25: warning: spec.objectives[0].op: means nothing beside a ratioMetric and is ignored",
                        "slo.yml:26: warning: spec.objectives[0].timeSliceWindow: means nothing with budgetingMethod"
                                + " Occurrences and is ignored",
                        "slo.yml:27: warning: spec.alertPolicies: has no value and is ignored");
    }

    @Test
    void aPercentageBelowOneIsDoubtful() {
        Documents read = Documents.changed("target: 0.999", "targetPercent: 0.999");

        assertThat(read.warnings())
                .contains(
                        "slo.yml:24: warning: spec.objectives[0].targetPercent: is less than 1 %: a share such as 0.999"
                                + " goes in target");
    }

    @Test
    void pairsThatCanNeverFireAreLeftOut_withAWarningThatSaysWhy() {
        Documents read = Documents.changed("target: 0.999", "target: 0.9");

        assertThat(read.only().policies().get(0).condition())
                .isInstanceOfSatisfying(
                        SloCondition.BurnRateWindows.class,
                        windows -> assertThat(windows.pairs())
                                .containsExactly(BurnRatePair.spending(
                                        5, Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofDays(30))));
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:22: warning: spec.objectives: the page pair 5m/1h is left out: it needs a burn"
                                + " rate above 14.40, and at this target the largest possible is 10.00");
    }

    @Test
    void pairsThatAreNotShorterThanThePeriodAreLeftOut() {
        Documents read = Documents.changed("30d", "1d");

        assertThat(read.only().policies()).extracting(AlertPolicy::severity).containsExactly("page");
        assertThat(read.warnings())
                .filteredOn(warning -> warning.endsWith("is left out: it is not shorter than the period 1d"))
                .hasSize(2);
    }

    @Test
    void standardPairsThatAreTooMildForAShortPeriodAreWarnedOf() {
        assertThat(Documents.changed("30d", "7d").warnings())
                .containsExactly(
                        "slo.yml:18: warning: spec.timeWindow: the ticket pair 2h/1d alerts above a burn rate of 0.70, at"
                                + " which the budget outlasts the period 7d: give this SLO alertPolicies of its own",
                        "slo.yml:18: warning: spec.timeWindow: the ticket pair 6h/3d alerts above a burn rate of 0.23, at"
                                + " which the budget outlasts the period 7d: give this SLO alertPolicies of its own");
        assertThat(Documents.changed("30d", "28d").warnings()).isEmpty();
    }

    @Test
    void anIndicatorThatNoSloRefersToIsCheckedAllTheSame() {
        Documents read = Documents.read(Documents.SLO + "---\n"
                + Documents.replaced(Documents.THRESHOLD.split("---")[1], "value: latency", "valeu: latency"));

        assertThat(read.definitions()).hasSize(1);
        assertThat(read.warnings())
                .containsExactly("slo.yml:29: warning: metadata: no SLO refers to the SLI 'latency'");
        assertThat(read.errors())
                .containsExactly(
                        "slo.yml:33: error: spec.thresholdMetric.metricSource.spec.value: is required",
                        "slo.yml:33: error: spec.thresholdMetric.metricSource.spec.valeu: is not known here; did you mean"
                                + " 'value'?");
    }

    @ParameterizedTest
    @CsvSource({"Shop Availability", "shop_availability", "Läden"})
    void aNameThatIsNoDnsLabelIsDoubtful(String name) {
        Documents read = Documents.changed("name: shop-availability", "name: " + name);

        assertThat(read.only().id().name()).isEqualTo(name);
        assertThat(read.warnings()).singleElement().asString().contains("is not a DNS label");
    }

    @Test
    void theVersionChangesExactlyWithWhatIsCounted() {
        String version = Documents.read(Documents.SLO).only().version();

        assertThat(version).matches("[0-9a-f]{8}");
        assertThat(Documents.changed("target: 0.999", "target: 0.99").only().version())
                .isEqualTo(version);
        assertThat(Documents.changed("status < 500", "status < 400").only().version())
                .isNotEqualTo(version);
        assertThat(Documents.changed("good: {", "bad: {").only().version()).isNotEqualTo(version);
        List<String> thresholds = List.of("value: 250.5", "value: 251", "op: lt,");
        assertThat(thresholds.stream().map(DefinitionsReaderTest::thresholdVersion))
                .doesNotHaveDuplicates();
    }

    private static String thresholdVersion(String change) {
        String from = change.startsWith("op") ? "op: lte," : "value: 250.5";
        return Documents.read(Documents.replaced(Documents.THRESHOLD, from, change))
                .only()
                .version();
    }
}
