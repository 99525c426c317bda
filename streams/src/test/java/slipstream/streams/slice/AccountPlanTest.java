package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

class AccountPlanTest {
    private static final String COMPOSITE = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: both}
            spec:
              service: web
              timeWindow: [{duration: 7d, isRolling: true}]
              budgetingMethod: METHOD
              objectives:
                - displayName: fast
                  target: 0.95
                  op: lte
                  value: 300
                  SLICE
                  compositeWeight: 0.5
                  indicator:
                    metadata: {name: fast}
                    spec: {thresholdMetric: {metricSource: {spec: {selector: service == 'web', value: latencyMillis}}}}
                - displayName: whole
                  target: 0.999
                  SLICE
                  indicator:
                    metadata: {name: whole}
                    spec:
                      ratioMetric:
                        counter: false
                        rawType: success
                        raw: {metricSource: {spec: {selector: service == 'web', value: double(attributes.share)}}}
            """;

    @Test
    void whereEventsAreCounted_everyObjectiveIsJudgedByItsOwnIndicator() {
        AccountPlan plan = plan("Occurrences", "");

        assertThat(plan.lines()).isEmpty();
        assertThat(plan.combined()).isEmpty();
        assertThat(plan.lineOfObjective()).containsExactly(0, 1);
        assertThat(plan.units()).containsExactly(1L, 1_000_000L);
    }

    @Test
    void whereSlicesAreCounted_thereIsALineForEachObjectiveAndOneForAllTogether() {
        AccountPlan plan = plan("Timeslices", "timeSliceWindow: 5m\n      timeSliceTarget: 0.9");

        assertThat(plan.lines()).extracting(AccountPlan.Line::indicators).containsExactly(List.of(0), List.of(1));
        assertThat(plan.combined().orElseThrow().indicators()).containsExactly(0, 1);
        assertThat(plan.combined().orElseThrow().slice()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.combined().orElseThrow().judge().unit()).isEqualTo(1);
    }

    @Test
    void onlyACompositeWeighsItsMembers() {
        AccountPlan plan = plan("RatioTimeslices", "timeSliceWindow: 5m");
        long parts = TimeSliceSums.Judges.PARTS;

        assertThat(plan.lines().get(0).judge().bad(new long[] {4}, new long[] {1}))
                .isEqualTo(parts / 4);
        assertThat(plan.combined().orElseThrow().judge().bad(new long[] {4, 4}, new long[] {1, 1}))
                .isEqualTo(parts / 8 + parts / 4);
    }

    @Test
    void severalObjectivesOfOneIndicatorShareWhatIsCounted() {
        SloDefinition slo = Slos.read(Slos.AVAILABILITY.replace(
                        "[{target: 0.999}]", "[{displayName: a, target: 0.9}, {displayName: b, target: 0.99}]"))
                .get(0);

        AccountPlan plan = AccountPlan.of(slo);

        assertThat(plan.lineOfObjective()).containsExactly(0, 0);
        assertThat(plan.units()).hasSize(1);
        assertThat(plan.isGrouped()).isFalse();
        assertThat(plan.definition()).isEqualTo(new AccountKey("web-availability", slo.version()));
    }

    private static AccountPlan plan(String method, String slice) {
        return AccountPlan.of(Slos.read(COMPOSITE.replace("METHOD", method).replace("SLICE", slice))
                .get(0));
    }
}
