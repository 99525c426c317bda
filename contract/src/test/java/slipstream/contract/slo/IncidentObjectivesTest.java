package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objectives for incidents are SLOs over what incidents took. */
class IncidentObjectivesTest {
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
}
