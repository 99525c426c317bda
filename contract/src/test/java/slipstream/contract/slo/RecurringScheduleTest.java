package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.Schedules.covers;
import static slipstream.contract.slo.Schedules.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance by a recurrence rule. */
class RecurringScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU | 2026-01-06 22:00:00 | 2026-01-06 2026-01-20 2026-02-03 2026-02-17",
                "FREQ=MONTHLY;BYMONTHDAY=31 | 2026-01-31 22:00:00 | 2026-01-31 2026-03-31 2026-05-31",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 | 2026-01-01 22:00:00 | 2026-01-30 2026-02-27 2026-03-31 2026-04-30",
                "FREQ=DAILY;COUNT=3 | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11 2026-01-12",
                "FREQ=DAILY;UNTIL=20260112T210000Z | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11 2026-01-12",
                "FREQ=DAILY;UNTIL=20260112T205959Z | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11",
                "FREQ=DAILY;UNTIL=20260111T220000 | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11"
            })
    void aRecurrenceRuleIsFollowed(String rule, String start, String days) {
        Schedule schedule = rule(rule, start, "2h", "Europe/Berlin");
        long from = Instant.parse("2025-12-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2026-05-31T23:00:00Z").toEpochMilli();

        List<BudgetPeriod.Span> spans = schedule.between(from, to);

        assertThat(spans)
                .extracting(span -> span.from()
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .toLocalDate()
                        .toString())
                .startsWith(days.split(" ", -1));
        assertThat(spans)
                .allMatch(span -> Duration.between(span.from(), span.to()).toHours() == 2);
    }

    @Test
    void aDayThatComesEveryFourYearsIsWaitedFor() {
        for (String rule : List.of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")) {
            Schedule schedule = rule(rule, "2026-01-01 00:00:00", "1h", "UTC");

            assertThat(covers(schedule, "2028-02-29T00:30:00Z")).isTrue();
            assertThat(covers(schedule, "2027-03-01T00:30:00Z")).isFalse();
            assertThat(covers(schedule, "2032-02-29T00:30:00Z")).isTrue();
        }
    }

    @Test
    void spansThatOverlapOrTouchAreOne() {
        Schedule schedule = rule("FREQ=WEEKLY;BYDAY=MO,TU,TH", "2026-01-05 00:00:00", "24h", "UTC");
        long from = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();

        List<BudgetPeriod.Span> spans =
                schedule.between(from, from + Duration.ofDays(7).toMillis());

        assertThat(spans)
                .containsExactly(
                        new BudgetPeriod.Span(
                                Instant.parse("2026-02-02T00:00:00Z"), Instant.parse("2026-02-04T00:00:00Z")),
                        new BudgetPeriod.Span(
                                Instant.parse("2026-02-05T00:00:00Z"), Instant.parse("2026-02-06T00:00:00Z")));
    }

    @Test
    void aSpanIsSeenFromWithinIt_alsoWhereAStretchOfTimeEnds() {
        Schedule schedule = rule("FREQ=MONTHLY;BYMONTHDAY=10", "2020-01-10 13:00:00", "18d", "UTC");

        for (Instant day = Instant.parse("2026-01-01T13:00:00Z");
                day.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                day = day.plus(Duration.ofDays(1))) {
            boolean isCovered = !schedule.between(day.toEpochMilli(), day.toEpochMilli() + 1)
                    .isEmpty();
            assertThat(schedule.covers(day.toEpochMilli())).as("%s", day).isEqualTo(isCovered);
            int dayOfMonth = day.atZone(ZoneId.of("UTC")).getDayOfMonth();
            assertThat(isCovered).as("%s", day).isEqualTo(dayOfMonth >= 10 && dayOfMonth < 28);
        }
    }
}
