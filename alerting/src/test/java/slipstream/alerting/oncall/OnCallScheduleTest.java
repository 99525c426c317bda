package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallScheduleTest {
    private static final String USERS = """
            receivers: {phone: {sms_configs: [{to: all}]}}
            users: [{name: ana, receiver: phone}, {name: bo, receiver: phone}, {name: cy, receiver: phone}]
            """;
    private static final Intervals NO_INTERVALS = new Intervals(Map.of());

    @TempDir
    private Path folder;

    /** In Berlin the clocks go from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-23T07:59:59Z, cy",
        "2026-03-23T08:00:00Z, ana",
        "2026-03-30T06:59:59Z, ana",
        "2026-03-30T07:00:00Z, bo",
        "2026-10-19T07:00:00Z, ana",
        "2026-10-26T07:59:59Z, ana",
        "2026-10-26T08:00:00Z, bo",
        "2026-03-16T08:00:00Z, cy",
        "2026-03-09T08:00:00Z, bo",
    })
    void handoffIsAtTheSameHourOfTheClock_inSummerAndWinter(Instant instant, String user) {
        OnCallSchedule schedule = schedule("""
                rotation: weekly, handoff: 'monday 09:00', start: 2026-03-23, timezone: Europe/Berlin, users: [ana, bo, cy]
                """);

        assertThat(schedule.onCall(instant)).contains(user);
    }

    @Test
    void whoStandsInIsOnCall_fromTheFirstInstantUpToTheLast() {
        OnCallSchedule schedule = schedule("""
                rotation: daily, handoff: '09:00', start: 2026-08-01, timezone: UTC, users: [ana, bo],
                overrides: [{user: cy, from: '2026-08-02 12:00', to: '2026-08-04T00:00:00+02:00'}]
                """);

        assertThat(schedule.shift(Instant.parse("2026-08-02T11:59:59Z"))).contains(shift("bo", "2026-08-02T12:00:00Z"));
        assertThat(schedule.shift(Instant.parse("2026-08-02T12:00:00Z"))).contains(shift("cy", "2026-08-03T22:00:00Z"));
        assertThat(schedule.shift(Instant.parse("2026-08-03T22:00:00Z")))
                .contains(shift("ana", "2026-08-04T09:00:00Z"));
    }

    @Test
    void theLastLayerThatCoversAnInstantCounts() {
        OnCallSchedule schedule = schedule("""
                timezone: Europe/Berlin,
                layers: [{rotation: weekly, users: [ana]}, {rotation: daily, users: [bo], time_intervals: [nights]}]
                """);

        assertThat(schedule.shift(Instant.parse("2026-08-22T10:00:00Z")))
                .contains(shift("ana", "2026-08-22T20:00:00Z"));
        assertThat(schedule.shift(Instant.parse("2026-08-22T20:00:00Z"))).contains(shift("bo", "2026-08-23T05:00:00Z"));
    }

    @Test
    void nobodyIsOnCall_outsideTheHoursOfTheOnlyLayer() {
        OnCallSchedule schedule =
                schedule("layers: [{rotation: daily, users: [bo], time_intervals: [nights]}], timezone: Europe/Berlin");

        assertThat(schedule.onCall(Instant.parse("2026-08-22T10:00:00Z"))).isEmpty();
        assertThat(schedule.shift(Instant.parse("2026-08-22T10:00:00Z"))).isEmpty();
    }

    @Test
    void oneUserAloneIsOnCallForEver() {
        OnCallSchedule schedule = schedule("rotation: weekly, users: [ana]");

        assertThat(schedule.shift(Instant.parse("2026-08-22T10:00:00Z")))
                .contains(new OnCallSchedule.Shift("ana", Optional.empty()));
    }

    /** The oracle goes from handoff to handoff on the clock, and looks up the last one before each instant. */
    @Test
    void turnsAreThoseThatSteppingFromHandoffToHandoffFinds() {
        long seed = 20_260_822;
        Random random = new Random(seed);
        List<String> zones = List.of(
                "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia");
        List<String> users = List.of("ana", "bo", "cy", "di");
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Duration turn = List.of(
                            Duration.ofHours(1 + random.nextInt(30)),
                            Duration.ofDays(1),
                            Duration.ofDays(7),
                            Duration.ofDays(3))
                    .get(random.nextInt(4));
            LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0)
                    .plusHours(random.nextInt(24 * 300))
                    .plusMinutes(30L * random.nextInt(2));
            Rotation rotation = new Rotation(users.subList(0, 1 + random.nextInt(4)), start, turn, zone, List.of());
            NavigableMap<Instant, String> turns = turns(rotation);
            for (int i = 0; i < 50; i++) {
                Instant instant = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(360 * 86_400));

                assertThat(rotation.user(instant))
                        .as("seed %d, %s at %s", seed, rotation, instant)
                        .isEqualTo(turns.floorEntry(instant).getValue());
                assertThat(rotation.handoffAfter(instant))
                        .as("seed %d, %s after %s", seed, rotation, instant)
                        .isEqualTo(turns.higherKey(instant));
            }
        }
    }

    private static NavigableMap<Instant, String> turns(Rotation rotation) {
        NavigableMap<Instant, String> turns = new TreeMap<>();
        LocalDateTime end = LocalDateTime.of(2027, 2, 1, 0, 0);
        int user = 0;
        LocalDateTime clock = rotation.start();
        while (clock.isAfter(LocalDateTime.of(2025, 12, 1, 0, 0))) {
            clock = clock.minus(rotation.turn());
            user--;
        }
        for (; clock.isBefore(end); clock = clock.plus(rotation.turn())) {
            // Where the clock skips the hour two handoffs fall together, and the later turn counts.
            turns.put(
                    clock.atZone(rotation.zone()).toInstant(),
                    rotation.users().get(Math.floorMod(user, rotation.users().size())));
            user++;
        }
        return turns;
    }

    @Test
    void untilIsTheFirstChange() {
        long seed = 5;
        Random random = new Random(seed);
        List<Rotation> layers = List.of(new Rotation(
                List.of("ana", "bo"),
                LocalDateTime.of(2026, 3, 1, 9, 0),
                Duration.ofHours(12),
                ZoneId.of("Europe/Berlin"),
                List.of()));
        List<OnCallSchedule.StandIn> standIns = List.of(
                new OnCallSchedule.StandIn(
                        "cy", Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-29T03:00:00Z")),
                new OnCallSchedule.StandIn(
                        "bo", Instant.parse("2026-03-29T02:00:00Z"), Instant.parse("2026-03-29T12:00:00Z")));
        OnCallSchedule schedule = new OnCallSchedule("web", ZoneId.of("Europe/Berlin"), layers, standIns, NO_INTERVALS);
        for (int i = 0; i < 200; i++) {
            Instant instant = Instant.parse("2026-03-27T00:00:00Z").plusSeconds(60L * random.nextInt(4 * 1440));

            OnCallSchedule.Shift shift = schedule.shift(instant).orElseThrow();

            Instant change = instant;
            while (schedule.onCall(change).equals(Optional.of(shift.user()))) {
                change = change.plusSeconds(60);
            }
            assertThat(shift.until()).as("seed %d at %s", seed, instant).contains(change);
        }
    }

    private OnCallSchedule schedule(String keys) {
        return OncallFiles.read(folder, USERS + "schedules: [{name: web, " + keys.strip() + "}]\n")
                .people()
                .schedules()
                .get("web");
    }

    private static OnCallSchedule.Shift shift(String user, String until) {
        return new OnCallSchedule.Shift(user, Optional.of(Instant.parse(until)));
    }
}
