package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.contract.document.Durations;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetPeriod.CalendarUnit;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

class SeriesPlanTest {
    private static final String ROLLING = "{duration: 30d, isRolling: true}";

    private static final String RULE = """
            apiVersion: slipstream/v1
            kind: AlertRule
            metadata: {name: rule}
            spec:
              service: web
              severity: page
              selector: service == 'web'
              condition: {CONDITION}
            """;

    @Test
    void anSloKeepsTheUsualWindowsBelowItsPeriod_andThePeriodLast() {
        assertThat(plan("{duration: 30d, isRolling: true}").windows())
                .extracting(Durations::format)
                .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d");
        assertThat(plan("{duration: 2h, isRolling: true}").windows())
                .extracting(Durations::format)
                .containsExactly("5m", "30m", "1h", "2h");
    }

    @Test
    void aCalendarPeriodIsKeptBesideAWindowOfItsOwnLength() {
        SeriesPlan plan = plan("{duration: 1d, calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}}");

        assertThat(plan.windows()).extracting(Durations::format).containsExactly("5m", "30m", "1h", "2h", "6h", "1d");
        assertThat(plan.calendar()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "30m, MINUTE",
        "1h, MINUTE",
        "2h, TEN_MINUTES",
        "6h, TEN_MINUTES",
        "13h, HOUR",
        "1d, HOUR",
        "3d, HOUR",
        "7d, DAY",
        "30d, DAY",
        "73h, HOUR",
        "61m, MINUTE",
        "10m, TEN_SECONDS"
    })
    void thePercentilesOfAPeriodAreOfSlicesThatItConsistsOf(String period, Tier tier) {
        SeriesPlan plan = plan("{duration: " + period + ", isRolling: true}");
        Duration length = Durations.parse(period);

        assertThat(plan.percentiles()).containsEntry(length, tier);
        assertThat(length.toMillis() % tier.stepMillis()).isZero();
    }

    /** The period before has to be kept whole until the present one ends, however many days its months have. */
    @ParameterizedTest
    @EnumSource(CalendarUnit.class)
    void whatIsKeptReachesBackToTheBeginningOfThePeriodBefore(CalendarUnit unit) {
        for (int amount : new int[] {1, 2, 3, 4, 5, 6, 7}) {
            BudgetPeriod.Calendar calendar = new BudgetPeriod.Calendar(
                    LocalDateTime.of(2023, 1, 1, 0, 0), ZoneId.of("Europe/Berlin"), amount, unit);
            Duration kept =
                    new SeriesPlan(List.of(), java.util.Optional.of(calendar), Map.of(), List.of(), 0, false).kept();
            Instant at = Instant.parse("2026-01-01T10:00:00Z");
            for (int i = 0; i < 40; i++) {
                BudgetPeriod.Span period = calendar.holding(at);
                Instant before = calendar.holding(period.from().minusMillis(1)).from();
                assertThat(Duration.between(before, period.to()))
                        .as("%d %s to %s", amount, unit, period.to())
                        .isLessThanOrEqualTo(kept);
                at = period.to();
            }
        }
    }

    @Test
    void aRuleOnSilenceKeepsWhatComesLateForAsLongAsItLooksBack() {
        SeriesPlan plan = SeriesPlan.of(Slos.rule(RULE.replace("CONDITION", "noData: {within: 26h}")));

        assertThat(plan.kept()).isEqualTo(Duration.ofHours(26));
        assertThat(plan.watchesSilence()).isTrue();
    }

    @Test
    void aRuleOnResultsInARowKeepsADay() {
        SeriesPlan plan = SeriesPlan.of(
                Slos.rule(RULE.replace("CONDITION", "consecutive: {count: 3}") + "  good: status < 500\n"));

        assertThat(plan.kept()).isEqualTo(SeriesPlan.LANE);
        assertThat(plan.runLength()).isEqualTo(3);
    }

    private static SeriesPlan plan(String timeWindow) {
        SloDefinition slo =
                Slos.read(Slos.AVAILABILITY.replace(ROLLING, timeWindow)).get(0);
        return SeriesPlan.of(slo);
    }
}
