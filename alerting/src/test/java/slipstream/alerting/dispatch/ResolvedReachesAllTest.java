package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingFiles;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * Whatever happens in between (reloads, restarts, silences, mute times, inhibition, receivers that are away): who was told that an
 * alert fires is told that it is over, once everything is calm again; nothing is told twice; and nothing is left behind.
 */
class ResolvedReachesAllTest {
    private static final int STEPS = 120;

    private static final String RECEIVERS = "receivers: [{name: a}, {name: b}, {name: c}]\n";

    private static final List<String> FILES = List.of(RECEIVERS + """
                    route:
                      receiver: a
                      group_by: [service]
                      group_wait: 5s
                      group_interval: 30s
                      repeat_interval: 10m
                      routes:
                      - {matchers: ['severity="page"'], receiver: b, continue: true, group_wait: 0s}
                      - {matchers: ['service="shop"'], receiver: c, mute_time_intervals: [quarter]}
                    time_intervals:
                    - name: quarter
                      time_intervals: [{times: [{start_time: '12:15', end_time: '12:30'}, {start_time: '13:00', end_time: '13:20'}]}]
                    inhibit_rules:
                    - {source_matchers: ['severity="page"'], target_matchers: ['severity="ticket"'], equal: [service]}
                    """, RECEIVERS + """
                    route:
                      receiver: b
                      group_by: ['...']
                      group_wait: 1s
                      group_interval: 10s
                      repeat_interval: 2m
                      routes:
                      - {matchers: ['service="shop"'], receiver: a, group_by: [alertname]}
                    """, RECEIVERS + """
                    route:
                      receiver: c
                      group_wait: 10s
                      group_interval: 1m
                      repeat_interval: 4h
                    """);

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("slipstream.dispatch.histories", 60));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoWasToldOfTheBeginning_isToldOfTheEnd(long seed) {
        Random random = new Random(seed);
        List<Routing> routings = FILES.stream().map(RoutingFiles::read).toList();
        DispatchWorld world = new DispatchWorld()
                .receiver("a", true)
                .receiver("b", true)
                .receiver("c", true)
                .begin(Optional.of(routings.get(0)));
        Map<Integer, AlertEvent> firing = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            happen(world, random, routings, firing);
            world.pass(Duration.ofMillis(random.nextInt(40_000)));
        }
        calmDown(world, firing);

        assertThat(world.dispatcher().alerts()).isEmpty();
        assertThat(lastWord(world))
                .allSatisfy((what, state) -> assertThat(state).as(what).isEqualTo(AlertState.RESOLVED));
        assertThat(world.told).isEmpty();
        assertThat(world.plans).isEmpty();
        assertThat(keys(world)).doesNotHaveDuplicates();
        assertThat(world.gotBy("a").size()
                        + world.gotBy("b").size()
                        + world.gotBy("c").size())
                .isPositive();
    }

    private static void happen(
            DispatchWorld world, Random random, List<Routing> routings, Map<Integer, AlertEvent> firing) {
        int what = random.nextInt(100);
        int which = random.nextInt(8);
        Instant now = world.clock.instant();
        if (what < 35) {
            Optional<Instant> end =
                    random.nextInt(4) == 0 ? Optional.of(now.plusSeconds(random.nextInt(300))) : Optional.empty();
            AlertEvent event = DispatchWorld.firing(labels(which), now, end);
            firing.put(which, event);
            world.alert(event);
        } else if (what < 65) {
            resolve(world, firing, which);
        } else if (what < 72) {
            world.silence(silence(random, now));
        } else if (what < 80) {
            world.away.add(List.of("a", "b", "c").get(random.nextInt(3)));
        } else if (what < 88) {
            world.away.clear();
        } else if (what < 94) {
            world.reload(routings.get(random.nextInt(routings.size())));
        } else {
            world.restart();
        }
    }

    private static void resolve(DispatchWorld world, Map<Integer, AlertEvent> firing, int which) {
        AlertEvent event = firing.remove(which);
        if (event != null) {
            world.alert(DispatchWorld.resolved(labels(which), event.startsAt(), world.clock.instant()));
        }
    }

    private static void calmDown(DispatchWorld world, Map<Integer, AlertEvent> firing) {
        Set.copyOf(firing.keySet()).forEach(which -> resolve(world, firing, which));
        world.away.clear();
        world.pass(Duration.ofHours(3));
    }

    private static Map<String, String> labels(int which) {
        return Map.of(
                "alertname", "A" + which,
                "service", which % 2 == 0 ? "shop" : "pay",
                "severity", which % 3 == 0 ? "page" : "ticket");
    }

    private static Silence silence(Random random, Instant now) {
        LabelMatcher matcher = random.nextBoolean()
                ? new LabelMatcher("service", LabelMatcher.Operator.EQUAL, "shop")
                : new LabelMatcher("alertname", LabelMatcher.Operator.MATCHES, "A[0-3]");
        return new Silence(
                "s" + random.nextInt(1_000_000),
                new LabelMatchers(List.of(matcher)),
                now,
                now.plusSeconds(random.nextInt(600) + 1),
                now,
                "ops",
                "",
                new TreeMap<>());
    }

    /** What each receiver heard last of each alert, as a part of each group. */
    private static Map<String, AlertState> lastWord(DispatchWorld world) {
        Map<String, AlertState> last = new HashMap<>();
        world.got.forEach(one -> one.alerts()
                .forEach(alert -> last.put(
                        one.receiver() + " " + one.groupKey() + " "
                                + alert.labels().get("alertname"),
                        alert.status())));
        return last;
    }

    private static List<String> keys(DispatchWorld world) {
        List<String> keys = new ArrayList<>();
        world.got.forEach(one -> keys.add(one.key()));
        assertThat(new HashSet<>(keys)).isNotEmpty();
        return keys;
    }
}
