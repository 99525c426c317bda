package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetPeriod.CalendarUnit;

class CalendarTallyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // The last days of March have 23 hours where the clock is set forward, those of October 25.
        "DAY, 1, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY, 1, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "MONTH, 1, 2026-03-29T12:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "MONTH, 1, 2028-02-29T12:00:00Z, 2028-01-31T23:00:00Z, 2028-02-29T23:00:00Z",
        "QUARTER, 1, 2026-05-29T12:00:00Z, 2026-03-31T22:00:00Z, 2026-06-30T22:00:00Z",
        "YEAR, 1, 2026-05-29T12:00:00Z, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
        "MONTH, 6, 2026-05-29T12:00:00Z, 2025-12-31T23:00:00Z, 2026-06-30T22:00:00Z"
    })
    void aPeriodIsThatOfTheZonesCalendar(CalendarUnit unit, int amount, Instant at, Instant from, Instant to) {
        CalendarTally tally = tally(unit, amount);

        tally.advanceTo(at.toEpochMilli());

        assertThat(Instant.ofEpochMilli(tally.startMillis())).isEqualTo(from);
        assertThat(Instant.ofEpochMilli(tally.endMillis())).isEqualTo(to);
    }

    @Test
    void everyEventCountsInItsOwnPeriod_lateOnesInTheOneBefore() {
        CalendarTally tally = tally(CalendarUnit.MONTH, 1);
        Instant april = Instant.parse("2026-03-31T22:00:00Z");
        tally.advanceTo(april.toEpochMilli() + 60_000);

        assertThat(tally.add(slice(april, 1, 0))).isTrue();
        assertThat(tally.add(slice(april.minusSeconds(10), 10, 1))).isTrue();
        assertThat(tally.add(slice(Instant.parse("2026-02-28T23:00:00Z"), 100, 2)))
                .isTrue();
        assertThat(tally.add(slice(Instant.parse("2026-02-28T22:59:50Z"), 1_000, 3)))
                .isFalse();

        assertThat(tally.current().counts()).isEqualTo(new Counts(1, 0, 0));
        assertThat(tally.of(Instant.parse("2026-02-28T23:00:00Z").toEpochMilli())
                        .counts())
                .isEqualTo(new Counts(110, 3, 0));
    }

    @Test
    void atTheInstantAtWhichAPeriodEnds_thatOneIsReadWhole() {
        CalendarTally tally = tally(CalendarUnit.DAY, 1);
        Instant end = Instant.parse("2026-03-29T22:00:00Z");
        tally.advanceTo(end.toEpochMilli() - 5);
        tally.add(slice(end.minusSeconds(10), 7, 2));

        tally.advanceTo(end.toEpochMilli());
        assertThat(tally.current().counts()).isEqualTo(new Counts(7, 2, 0));
        assertThat(tally.endMillis()).isEqualTo(end.toEpochMilli());

        tally.advanceTo(end.toEpochMilli() + 1);
        assertThat(tally.current().counts()).isEqualTo(Counts.NONE);
        assertThat(tally.startMillis()).isEqualTo(end.toEpochMilli());
    }

    @Test
    void whatIsTakenBackFromAPeriodThatIsForgotten_isForgottenToo() {
        CalendarTally tally = tally(CalendarUnit.DAY, 1);
        Instant day = Instant.parse("2026-05-10T10:00:00Z");
        tally.advanceTo(day.toEpochMilli() + 60_000);
        tally.addSigned(day.toEpochMilli(), 1, 0);
        tally.advanceTo(day.plus(Duration.ofDays(3)).toEpochMilli());

        tally.addSigned(day.toEpochMilli(), 0, 1);

        assertThat(tally.of(Instant.parse("2026-05-09T22:00:00Z").toEpochMilli()))
                .isNull();
        assertThat(tally.isEmpty()).isTrue();
    }

    /** From the first of January 2024, at midnight. */
    private static CalendarTally tally(CalendarUnit unit, int amount) {
        return new CalendarTally(new BudgetPeriod.Calendar(LocalDateTime.of(2024, 1, 1, 0, 0), BERLIN, amount, unit));
    }

    private static Partial.Slice slice(Instant at, long total, long bad) {
        return new Partial.Slice(Tier.TEN_SECONDS.sliceOf(at.toEpochMilli()), new Counts(total, bad, 0), null);
    }
}
