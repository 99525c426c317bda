package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipstream.alerting.route.TimeInterval;
import slipstream.alerting.route.TimeInterval.Range;

class IntervalsTest {
    private static final List<String> NAME = List.of("quiet");

    @Test
    void anIntervalThatHasNoEndHasNone() {
        Intervals always = new Intervals(Map.of("quiet", List.of(interval(List.of(), List.of(), "UTC"))));

        assertThat(always.hold(NAME, Instant.EPOCH)).isTrue();
        assertThat(always.end(NAME, Instant.EPOCH)).isEmpty();
        assertThat(always.nextEdge(NAME, Instant.EPOCH)).isEmpty();
    }

    @Test
    void nothingHoldsWithoutNames() {
        Intervals none = new Intervals(Map.of());

        assertThat(none.hold(List.of(), Instant.EPOCH)).isFalse();
        assertThat(none.end(List.of(), Instant.EPOCH)).contains(Instant.EPOCH);
    }

    /** The oracle goes from minute to minute, over the days on which clocks change in some zone. */
    @Test
    void endIsWhatGoingFromMinuteToMinuteFinds() {
        long seed = 2_026;
        Random random = new Random(seed);
        List<String> zones = List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
        List<Instant> days = List.of(
                Instant.parse("2026-03-28T00:00:00Z"),
                Instant.parse("2026-10-24T00:00:00Z"),
                Instant.parse("2026-03-07T12:00:00Z"),
                Instant.parse("2026-04-04T00:00:00Z"),
                Instant.parse("2026-02-27T00:00:00Z"));
        for (int round = 0; round < 400; round++) {
            List<TimeInterval> all = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                int begin = random.nextInt(1400);
                all.add(interval(
                        List.of(new Range(begin, begin + 1 + random.nextInt(1440 - begin))),
                        random.nextBoolean() ? List.of() : List.of(new Range(random.nextInt(3), 3 + random.nextInt(4))),
                        zones.get(random.nextInt(zones.size()))));
            }
            Intervals intervals = new Intervals(Map.of("quiet", all));
            Instant from = days.get(random.nextInt(days.size())).plusSeconds(60L * random.nextInt(2 * 1440));

            Optional<Instant> end = intervals.end(NAME, from);

            Instant minute = from;
            Instant horizon = from.plusSeconds(20 * 86_400);
            while (intervals.hold(NAME, minute) && minute.isBefore(horizon)) {
                minute = minute.plusSeconds(60);
            }
            if (minute.isBefore(horizon)) {
                assertThat(end).as("seed %d, %s from %s", seed, all, from).contains(minute);
            } else {
                assertThat(end.filter(found -> found.isBefore(horizon)))
                        .as("seed %d, %s from %s", seed, all, from)
                        .isEmpty();
            }
        }
    }

    private static TimeInterval interval(List<Range> times, List<Range> weekdays, String zone) {
        return new TimeInterval(times, weekdays, List.of(), List.of(), List.of(), ZoneId.of(zone));
    }
}
