package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private static final long T0 = 1_700_000_000_000L;

    private final EventClock clock = new EventClock(2, Duration.ofSeconds(60));

    @Test
    void timeIsUnknown_untilEveryPartitionWasHeard() {
        clock.note(new ClockMark(0, T0, false));

        assertThat(clock.nowMillis()).isEmpty();
    }

    @Test
    void theSlowestActivePartitionTellsTheTime_lessTheLateness_inWholeSlices() {
        clock.note(new ClockMark(0, T0 + 500_000, false));
        clock.note(new ClockMark(1, T0 + 123_456, false));

        assertThat(clock.nowMillis()).hasValue(T0 + 60_000);
    }

    @Test
    void anIdlePartitionIsNotWaitedFor() {
        clock.note(new ClockMark(0, T0 + 500_000, false));
        clock.note(new ClockMark(1, Long.MIN_VALUE, true));

        assertThat(clock.nowMillis()).hasValue(T0 + 440_000);
    }

    @Test
    void whenAllAreIdle_theLastEventIsPassed() {
        clock.note(new ClockMark(0, T0 + 500_123, true));
        clock.note(new ClockMark(1, T0 + 400_000, true));

        assertThat(clock.nowMillis()).hasValue(T0 + 500_124);
    }

    @Test
    void aPartitionThatStartsAnew_isWhereItWasBefore() {
        clock.note(new ClockMark(0, T0 + 500_000, false));
        clock.note(new ClockMark(1, T0 + 500_000, false));

        clock.note(new ClockMark(1, Long.MIN_VALUE, true));

        assertThat(clock.nowMillis()).hasValue(T0 + 440_000);
    }

    @Test
    void noEventAtAll_isNoTime() {
        clock.note(new ClockMark(0, Long.MIN_VALUE, true));
        clock.note(new ClockMark(1, Long.MIN_VALUE, true));

        assertThat(clock.nowMillis()).isEmpty();
    }
}
