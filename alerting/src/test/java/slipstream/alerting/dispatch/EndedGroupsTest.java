package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.alerting.route.RoutingFiles;

/** What becomes of alerts that are over and told, and of groups that have no others. */
class EndedGroupsTest {
    private static final String FILE = """
            receivers: [{name: a}]
            route: {receiver: a, group_by: [service], group_wait: 10s, group_interval: 5m, repeat_interval: 4h}
            """;

    private final DispatchWorld world =
            new DispatchWorld().receiver("a", true).begin(Optional.of(RoutingFiles.read(FILE)));

    @Test
    void endIsNotToldAgain_whenAnotherAlertJoinsTheGroup() {
        fire("Slow");
        fire("Down");
        world.pass(Duration.ofSeconds(20));
        end("Slow");
        world.pass(Duration.ofMinutes(5));
        fire("Full");
        world.pass(Duration.ofMinutes(6));

        assertThat(world.gotBy("a"))
                .extracting(DispatchWorld.Got::names)
                .containsExactly(
                        List.of("Down firing", "Slow firing"),
                        List.of("Down firing", "Slow resolved"),
                        List.of("Down firing", "Full firing"));
    }

    @Test
    void alertThatFiresAgain_waitsForNoBeatOfAGroupThatWasEmpty() {
        fire("Slow");
        world.pass(Duration.ofSeconds(20));
        end("Slow");
        world.pass(Duration.ofMinutes(6));

        fire("Slow");
        world.pass(Duration.ofSeconds(10));

        assertThat(world.gotBy("a")).hasSize(3);
        assertThat(world.gotBy("a").get(2).at()).isEqualTo(Duration.ofSeconds(20 + 360 + 10));
    }

    @Test
    void groupKeepsItsBeat_whenItWasEmptyForLessThanHalfAMinute() {
        fire("Slow");
        world.pass(Duration.ofSeconds(20));
        end("Slow");
        // It was told and emptied at 310 s; empty groups are dropped at 330 s.
        world.pass(Duration.ofMinutes(5));

        fire("Slow");
        world.pass(Duration.ofMinutes(5));

        assertThat(world.gotBy("a")).hasSize(3);
        assertThat(world.gotBy("a").get(2).at()).isEqualTo(Duration.ofSeconds(610));
    }

    private void fire(String name) {
        world.alert(DispatchWorld.firing(labels(name), world.clock.instant(), Optional.empty()));
    }

    private void end(String name) {
        Instant now = world.clock.instant();
        world.alert(DispatchWorld.resolved(labels(name), now.minusSeconds(1), now));
    }

    private static Map<String, String> labels(String name) {
        return Map.of("alertname", name, "service", "shop");
    }
}
