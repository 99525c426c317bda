package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over which time a budget is given. */
class PeriodTest {
    @ParameterizedTest
    @CsvSource({"30d,P30D", "4w,P28D", "24h,P1D", "90m,PT1H30M", "5m,PT5M", "366d,P366D"})
    void aRollingPeriodIsAsLongAsItSays(String duration, Duration length) {
        Documents read = Documents.changed("duration: 30d", "duration: " + duration);

        assertThat(read.errors()).isEmpty();
        assertThat(read.only().period()).isEqualTo(new BudgetPeriod.Rolling(length));
    }

    @ParameterizedTest
    @CsvSource({"1M,30d", "1Q,90d", "1Y,365d"})
    void aRollingMonthIsTakenAsThirtyDays_withAWarning(String duration, String taken) {
        Documents read = Documents.changed("duration: 30d", "duration: " + duration);

        assertThat(read.only().period().words()).isEqualTo(taken);
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:19: warning: spec.timeWindow[0].duration: a rolling window has no months: it is taken"
                                + " as " + taken);
    }

    @Test
    void aDurationOfOtherToolsIsReadWithAWarning_unlessStrict() {
        String text = Documents.replaced(Documents.SLO, "duration: 30d", "duration: 1h30m");

        assertThat(Documents.read(text).only().period()).isEqualTo(new BudgetPeriod.Rolling(Duration.ofMinutes(90)));
        assertThat(Documents.read(text).warnings())
                .anyMatch(warning -> warning.contains("'1h30m' is not how OpenSLO writes"));
        assertThat(Documents.read(text, Reading.STRICT).errors())
                .anyMatch(error -> error.contains("'1h30m' is not how OpenSLO writes"));
    }

    @ParameterizedTest
    @CsvSource({"1M,1,MONTH", "1Q,1,QUARTER", "1Y,1,YEAR", "2w,2,WEEK", "1d,1,DAY", "12h,12,HOUR", "6M,6,MONTH"})
    void aCalendarPeriodHasAStartAndAZone(String duration, int amount, BudgetPeriod.CalendarUnit unit) {
        Documents read = calendar(duration, "2022-01-01 12:00:00", "America/New_York");

        assertThat(read.errors()).isEmpty();
        assertThat(read.only().period())
                .isEqualTo(new BudgetPeriod.Calendar(
                        LocalDateTime.of(2022, 1, 1, 12, 0), ZoneId.of("America/New_York"), amount, unit));
        assertThat(read.only().period().words()).isEqualTo(duration);
    }

    @Test
    void aMonthOfTheZoneBeginsWhenItsClockSaysSo() {
        SloDefinition slo =
                calendar("1M", "2022-01-01 00:00:00", "Europe/Berlin").only();

        BudgetPeriod.Span march = ((BudgetPeriod.Calendar) slo.period()).holding(Instant.parse("2026-03-15T00:00:00Z"));

        assertThat(march.from()).isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(march.to()).isEqualTo(Instant.parse("2026-03-31T22:00:00Z"));
    }

    /** The spec's own example writes a month so. */
    @Test
    void aCalendarMinuteIsTakenForAMonth_withAWarning() {
        Documents read = calendar("1m", "2022-01-01 00:00:00", "UTC");

        assertThat(read.only().period().words()).isEqualTo("1M");
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:19: warning: spec.timeWindow[0].duration: m is a minute, and a calendar has no"
                                + " periods of minutes: it is taken as 1M, months; write that");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30m | 2022-01-01 00:00:00 | UTC | duration: m is a minute, and a calendar has no periods of minutes: M is a month",
                "2Y | 2022-01-01 00:00:00 | UTC | duration: a budget is given for 366d at most",
                "0M | 2022-01-01 00:00:00 | UTC | duration: must be one whole number with h, d, w, M, Q or Y",
                "1h30m | 2022-01-01 00:00:00 | UTC | duration: must be one whole number",
                "1M | 2022-02-30 00:00:00 | UTC | startTime: must be a local time such as 2026-01-01 00:00:00, is '2022-02-30 00:00:00'",
                "1M | 2022-01-01 | UTC | startTime: must be a local time",
                "1M | 2022-01-01 24:00:00 | UTC | startTime: must be a local time",
                "1M | 2022-01-01 00:00:00 | Local | timeZone: 'Local' is not the name of a time zone",
                "1M | 2022-01-01 00:00:00 | +02:00 | timeZone: '+02:00' is not the name of a time zone",
                "1M | 2022-01-01 00:00:00 | America/NewYork | did you mean 'America/New_York'?"
            })
    void aCalendarThatCannotBeFollowedIsRefused(String duration, String start, String zone, String says) {
        Documents read = calendar(duration, start, zone);

        assertThat(read.definitions()).isEmpty();
        assertThat(read.errors()).singleElement().asString().contains(says);
    }

    @Test
    void aRollingWindowHasNoCalendar_andOneWithNeitherIsRefused() {
        Documents both = Documents.changed(
                "isRolling: true", "isRolling: true\n      calendar: {startTime: 2022-01-01 00:00:00, timeZone: UTC}");
        Documents neither = Documents.changed("isRolling: true", "# neither");

        assertThat(both.errors())
                .containsExactly(
                        "slo.yml:21: error: spec.timeWindow[0].calendar: belongs to isRolling: false; a rolling window"
                                + " has no calendar");
        assertThat(neither.errors())
                .containsExactly(
                        "slo.yml:19: error: spec.timeWindow[0].isRolling: is required: true for the last so many days,"
                                + " or false beside a calendar");
    }

    @Test
    void withoutAWindowThirtyRollingDaysAreAssumed_unlessStrict() {
        String text = Documents.SLO.replaceAll("  timeWindow:\\n.*\\n.*\\n", "");

        assertThat(Documents.read(text).only().period().words()).isEqualTo("30d");
        assertThat(Documents.read(text).warnings())
                .containsExactly(
                        "slo.yml:9: warning: spec.timeWindow: must list exactly one window, lists none; a rolling one"
                                + " of 30d is assumed");
        assertThat(Documents.read(text, Reading.STRICT).definitions()).isEmpty();
    }

    private static Documents calendar(String duration, String start, String zone) {
        return Documents.read(Documents.replaced(
                        Documents.SLO,
                        "isRolling: true",
                        "calendar: {startTime: " + start + ", timeZone: " + zone + "}")
                .replace("duration: 30d", "duration: " + duration));
    }
}
