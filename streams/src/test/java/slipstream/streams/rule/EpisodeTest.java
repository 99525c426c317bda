package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpisodeTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private Episode episode = Episode.NONE;
    private Duration sustain = TWO_MINUTES;

    @Test
    void itIsActiveAsSoonAsItHolds_whenItNeedNotBeSustained() {
        sustain = Duration.ZERO;
        read(3, true, false);

        assertThat(episode.activeSince()).hasValue(T0 + 3_000);
    }

    @Test
    void itIsActiveWhenItHasHeldForAsLongAsItMust() {
        for (int second = 0; second < 120; second += 10) {
            edge(second, true);
            assertThat(episode.isActive()).as("at %d s", second).isFalse();
        }

        edge(120, true);
        assertThat(episode.activeSince()).hasValue(T0 + 120_000);
    }

    @Test
    void aLapseOfItsAllowanceDoesNotBeginTheWaitAnew() {
        edge(0, true);
        edge(10, false);
        edge(20, false);
        edge(30, false);
        edge(40, true);
        edge(110, true);
        assertThat(episode.isActive()).isFalse();

        edge(120, true);
        assertThat(episode.activeSince()).hasValue(T0 + 120_000);
    }

    @Test
    void aLongerLapseDoes() {
        edge(0, true);
        edge(10, false);
        edge(30, false);
        edge(40, false);
        assertThat(episode.isNone()).isTrue();

        edge(50, true);
        edge(120, true);
        assertThat(episode.isActive()).isFalse();
        edge(170, true);
        assertThat(episode.activeSince()).hasValue(T0 + 170_000);
    }

    @Test
    void itEndsAfterAMinuteWithoutAnEdgeAtWhichItHeld_whereTheMinuteBegan() {
        sustain = Duration.ZERO;
        edge(0, true);
        edge(10, false);
        edge(60, false);
        assertThat(episode.hasEnded(T0 + 60_000)).isFalse();

        edge(70, false);
        assertThat(episode.hasEnded(T0 + 70_000)).isTrue();
        assertThat(episode.calmSince()).hasValue(T0 + 10_000);
    }

    @Test
    void holdingAgainBeginsTheCalmMinuteAnew() {
        sustain = Duration.ZERO;
        edge(0, true);
        edge(10, false);
        read(55, true, false);
        edge(60, false);
        edge(70, false);

        assertThat(episode.hasEnded(T0 + 70_000)).isFalse();
        assertThat(episode.calmSince()).hasValue(T0 + 60_000);
        assertThat(episode.activeSince()).hasValue(T0);
    }

    @Test
    void whatIsSeenBetweenEdgesDoesNotCalm() {
        sustain = Duration.ZERO;
        edge(0, true);
        read(5, false, false);

        assertThat(episode.calmSince()).isEmpty();
    }

    private void edge(long second, boolean holds) {
        read(second, holds, true);
    }

    private void read(long second, boolean holds, boolean atEdge) {
        episode = episode.next(holds, T0 + second * 1_000, atEdge, sustain, HALF_A_MINUTE);
    }
}
