package slipstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBoundsTest {
    private static final InstantSource WALL = InstantSource.fixed(Observations.T0);
    private static final long NOW = Observations.T0.toEpochMilli();
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();

    private final TimeBounds live = TimeBounds.live(WALL);
    private final TimeBounds event = TimeBounds.event(WALL);

    @Test
    void theLimitsThemselvesAreBelieved() {
        assertThatCode(() -> live.check(NOW + FIVE_MINUTES)).doesNotThrowAnyException();
        assertThatCode(() -> live.check(NOW - WEEK)).doesNotThrowAnyException();
        assertThatCode(() -> live.check(NOW)).doesNotThrowAnyException();
    }

    @Test
    void oneMillisecondBeyondTheLimitsIsNot() {
        assertThat(rejection(live, NOW + FIVE_MINUTES + 1).reason()).isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
        assertThat(rejection(live, NOW - WEEK - 1).reason()).isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 5000, Long.MAX_VALUE})
    void extremesAreRejected_byBothClocks(long time) {
        assertThat(rejection(live, time).field()).isEqualTo("time");
        assertThat(rejection(event, time)).hasMessageContaining("time " + time + " is outside");
    }

    @Test
    void theMessageGivesBothBounds() {
        assertThat(rejection(live, 0))
                .hasMessage("time 0 is outside 1769256000000 (2026-01-24T12:00:00Z) to 1769861100000"
                        + " (2026-01-31T12:05:00Z), in milliseconds since the epoch");
    }

    @ParameterizedTest
    @CsvSource({"1769860800,seconds", "1769860800000000,microseconds", "1769860800000000000,nanoseconds"})
    void theMessageNamesTheUnitThatWasProbablyMeant(long time, String unit) {
        assertThat(rejection(live, time)).hasMessageEndingWith("; it looks like " + unit);
        assertThat(rejection(event, time)).hasMessageEndingWith("; it looks like " + unit);
    }

    @Test
    void theEventClockBelievesOldLogs_butNotTheFuture() {
        assertThatCode(() -> event.check(Instant.parse("1990-01-01T00:00:00Z").toEpochMilli()))
                .doesNotThrowAnyException();
        assertThatCode(() -> event.check(Instant.parse("2015-05-17T10:05:03Z").toEpochMilli()))
                .doesNotThrowAnyException();
        rejection(event, Instant.parse("1989-12-31T23:59:59.999Z").toEpochMilli());
        rejection(event, NOW + FIVE_MINUTES + 1);
    }

    @Test
    void theBoundsMoveWithTheWallClock() {
        Instant[] now = {Observations.T0};
        TimeBounds bounds = TimeBounds.live(() -> now[0]);
        long soon = NOW + FIVE_MINUTES + 1;
        rejection(bounds, soon);

        now[0] = Observations.T0.plusMillis(1);

        assertThatCode(() -> bounds.check(soon)).doesNotThrowAnyException();
    }

    @Test
    void negativeBoundsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeBounds(WALL, Duration.ofMillis(-1), Duration.ZERO))
                .withMessageContaining("ahead PT-0.001S");
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeBounds(WALL, Duration.ZERO, Duration.ofDays(-1)));
    }

    private static RejectedObservationException rejection(TimeBounds bounds, long time) {
        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> bounds.check(time));
        assertThat(why).as("%d was believed", time).isNotNull();
        return why;
    }
}
