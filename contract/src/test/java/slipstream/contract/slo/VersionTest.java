package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version changes exactly when counts before and after cannot be added up. */
class VersionTest {
    private static final String SLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop, displayName: The shop, labels: {team: web}}
            spec:
              service: shop
              description: words
              indicator:
                spec:
                  ratioMetric:
                    total: {metricSource: {spec: {selector: service == 'shop', groupBy: [route]}}}
                    good: {metricSource: {spec: {selector: status < 500}}}
              timeWindow: [{duration: 1M, calendar: {startTime: 2022-01-01 00:00:00, timeZone: UTC}}]
              budgetingMethod: Timeslices
              objectives: [{target: 0.95, timeSliceTarget: 0.9, timeSliceWindow: 1m}]
            ---
            apiVersion: slipstream/v1
            kind: MaintenanceWindow
            metadata: {name: monthly}
            spec: {description: updates, schedule: first sunday 02:00-04:00}
            ---
            apiVersion: slipstream/v1
            kind: AlertRule
            metadata: {name: failures, labels: {team: web}}
            spec:
              service: shop
              severity: page
              selector: type == 'probe'
              bad: outcome == 'failure'
              condition: {consecutive: {count: 3, lanes: [target], quorum: 1}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "selector: service == 'shop' | selector: service == 'store'",
                "status < 500 | status < 400",
                "good: { | bad: {",
                "duration: 1M | duration: 1Q",
                "startTime: 2022-01-01 | startTime: 2022-01-02",
                "timeZone: UTC | timeZone: Europe/Berlin",
                "budgetingMethod: Timeslices | budgetingMethod: RatioTimeslices",
                "timeSliceTarget: 0.9 | timeSliceTarget: 0.8",
                "timeSliceWindow: 1m | timeSliceWindow: 2m",
                "groupBy: [route] | groupBy: [status]",
                "groupBy: [route] | groupBy: [route], maxGroups: 7",
                "first sunday | second sunday",
                "02:00-04:00 | 02:00-04:00, timeZone: Europe/Berlin"
            })
    void itChangesWithWhatIsCounted(String from, String to) {
        assertThat(slo(from, to)).isNotEqualTo(Documents.read(SLO).only().version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: 0.95 | target: 0.99",
                "The shop | Our shop",
                "team: web | team: shop",
                "description: words | description: other words",
                "description: updates | description: upgrades",
                "name: monthly | name: every-month",
                "severity: page | severity: ticket",
                "count: 3 | count: 4",
                "budgetingMethod: Timeslices | 'alertPolicies: [{kind: AlertPolicy, metadata: {name: x}, spec: {conditions: [{kind: AlertCondition, metadata: {name: y}, spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h}}}]}}]\n  budgetingMethod: Timeslices'"
            })
    void itDoesNotChangeWithAnythingElse(String from, String to) {
        assertThat(slo(from, to)).isEqualTo(Documents.read(SLO).only().version());
    }

    @Test
    void theOrderOfWindowsDoesNotMatter() {
        String second =
                "---\n{apiVersion: slipstream/v1, kind: MaintenanceWindow, metadata: {name: %s}, spec: {schedule: every day 03:00-03:30}}\n";

        assertThat(Documents.read(SLO + second.formatted("a")).only().version())
                .isEqualTo(Documents.read(SLO + second.formatted("z")).only().version())
                .isNotEqualTo(Documents.read(SLO).only().version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type == 'probe' | type == 'request'",
                "outcome == 'failure' | outcome != 'success'",
                "count: 3 | count: 4",
                "lanes: [target] | lanes: [location]",
                "first sunday | last sunday",
                "severity: page | 'severity: page\n  groupBy: [route]'"
            })
    void thatOfARuleChangesWithWhatItCounts(String from, String to) {
        assertThat(rule(from, to)).isNotEqualTo(Documents.read(SLO).onlyRule().version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quorum: 1 | quorum: 2",
                "severity: page | severity: ticket",
                "target: 0.95 | target: 0.9",
                "team: web | team: shop"
            })
    void thatOfARuleDoesNotChangeWithWhatTheCountsMean(String from, String to) {
        assertThat(rule(from, to)).isEqualTo(Documents.read(SLO).onlyRule().version());
    }

    private static String slo(String from, String to) {
        return Documents.read(Documents.replaced(SLO, from, to)).only().version();
    }

    private static String rule(String from, String to) {
        return Documents.read(Documents.replaced(SLO, from, to)).onlyRule().version();
    }
}
