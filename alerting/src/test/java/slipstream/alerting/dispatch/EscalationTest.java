package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.contract.document.Problems;

/** Levels after 2, 5, 10 and 30 minutes, and everything else that happens to an incident. */
class EscalationTest {
    private static final String ROUTES = """
            receivers:
            - {name: team, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            - {name: lead, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            - {name: boss, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            - {name: cto, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            - {name: all, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            - {name: rollback, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}
            route: {receiver: team, group_by: [service], group_wait: 0s, group_interval: 10s, repeat_interval: 1h}
            """;

    private static final String CHAIN = """
            escalation_policies:
            - name: outage
              matchers: ['severity="page"']
              steps:
              - {after: 2m, notify: [lead]}
              - {after: 5m, notify: [boss]}
              - {after: 10m, notify: [cto]}
              - {after: 30m, notify: [all]}
              until: acked
            """;

    private static final Map<String, String> PAGE = Map.of("alertname", "Down", "service", "shop", "severity", "page");

    @TempDir
    private Path folder;

    private DispatchWorld world;

    @BeforeEach
    void setUp() {
        world = new DispatchWorld();
        for (String name : List.of("team", "lead", "boss", "cto", "all", "rollback")) {
            world.receiver(name, true);
        }
    }

    @Test
    void eachLevelIsToldAtItsTime() throws IOException {
        world.begin(rules(CHAIN));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(45));

        assertThat(told("lead")).containsExactly(Duration.ofMinutes(2));
        assertThat(told("boss")).containsExactly(Duration.ofMinutes(5));
        assertThat(told("cto")).containsExactly(Duration.ofMinutes(10));
        assertThat(told("all")).containsExactly(Duration.ofMinutes(30));
        assertThat(told("team")).containsExactly(Duration.ZERO);
    }

    @Test
    void nobodyIsToldAfterAnAcknowledgement_andNothingIsRepeated() throws IOException {
        world.begin(rules(CHAIN));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(6));
        IncidentAction.Result result = act(IncidentAction.Kind.ACK);
        world.pass(Duration.ofHours(3));

        assertThat(result.outcome()).isEqualTo(IncidentAction.Outcome.DONE);
        assertThat(told("lead")).hasSize(1);
        assertThat(told("boss")).hasSize(1);
        assertThat(told("cto")).isEmpty();
        assertThat(told("team")).hasSize(1);
        assertThat(incident().timeToAcknowledge()).contains(Duration.ofMinutes(6));
    }

    @Test
    void nobodyIsToldAfterTheEnd_andWhoWasToldHearsOfIt() throws IOException {
        world.begin(rules(CHAIN));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(6));
        world.alert(DispatchWorld.resolved(PAGE, DispatchWorld.START, world.clock.instant()));
        world.pass(Duration.ofHours(1));

        assertThat(world.gotBy("lead"))
                .extracting(DispatchWorld.Got::names)
                .containsExactly(List.of("Down firing"), List.of("Down resolved"));
        assertThat(world.gotBy("boss")).hasSize(2);
        assertThat(world.gotBy("cto")).isEmpty();
        assertThat(incident().isOpen()).isFalse();
        assertThat(incident().timeToResolve().orElseThrow())
                .isBetween(Duration.ofMinutes(6), Duration.ofMinutes(6).plusSeconds(10));
    }

    @Test
    void levelsGoOnAfterARestart_andNoneIsToldTwice() throws IOException {
        world.begin(rules(CHAIN));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        for (int minute = 0; minute < 40; minute++) {
            world.pass(Duration.ofMinutes(1));
            world.restart();
        }

        assertThat(told("lead")).containsExactly(Duration.ofMinutes(2));
        assertThat(told("boss")).containsExactly(Duration.ofMinutes(5));
        assertThat(told("cto")).containsExactly(Duration.ofMinutes(10));
        assertThat(told("all")).containsExactly(Duration.ofMinutes(30));
    }

    @Test
    void whatWasMissedWhileNobodyRanIsToldAtOnce() throws IOException {
        world.begin(rules(CHAIN));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(1));
        world.clock.pass(Duration.ofMinutes(7));
        world.restart();
        world.pass(Duration.ofSeconds(1));

        assertThat(told("lead")).hasSize(1);
        assertThat(told("boss")).hasSize(1);
        assertThat(told("cto")).isEmpty();
    }

    @Test
    void actionRunsOnceForAnIncident_andHearsNothingOfTheEnd() throws IOException {
        world.begin(rules("""
                actions:
                - {name: roll-back, matchers: ['severity="page"'], receiver: rollback}
                """));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(1));
        world.restart();
        world.alert(DispatchWorld.firing(
                Map.of("alertname", "Slow", "service", "shop", "severity", "page"),
                world.clock.instant(),
                Optional.empty()));
        world.pass(Duration.ofHours(5));
        world.alert(DispatchWorld.resolved(PAGE, DispatchWorld.START, world.clock.instant()));
        world.pass(Duration.ofHours(1));

        assertThat(world.gotBy("rollback")).hasSize(1);
        assertThat(incident().acted()).containsExactly("roll-back");
    }

    @Test
    void whoStandsInIsTold_andAnAlertSaysThatSomebodyCouldNotBe() throws IOException {
        world.begin(rules("receivers: {team: {fallback: lead}}\n"));
        world.refuses.add("team");
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofSeconds(1));
        world.refuses.clear();
        world.alert(DispatchWorld.resolved(PAGE, DispatchWorld.START, world.clock.instant()));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.gotBy("lead"))
                .extracting(DispatchWorld.Got::names)
                .contains(List.of("Down firing"), List.of("Down resolved"));
        assertThat(world.raised.get(0).labels())
                .containsEntry("alertname", InternalAlerts.NAME)
                .containsEntry("receiver", "team");
        assertThat(world.gotBy("team"))
                .as("who never heard of the beginning does not hear of the end")
                .noneMatch(one -> one.names().contains("Down resolved"));
    }

    @Test
    void consoleThatCannotBeWrittenToIsNobodysAlert() throws IOException {
        world.begin(rules(""));
        world.refuses.add("console");
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.raised).isEmpty();
        assertThat(world.gotBy("team")).hasSize(1);
    }

    @Test
    void inQuietHoursOneReceiverIsNotTold_andHearsOfItAfterwards() throws IOException {
        world.begin(rules("""
                time_intervals:
                - {name: lunch, time_intervals: [{times: [{start_time: '12:00', end_time: '12:30'}]}]}
                receivers: {team: {quiet_hours: {time_intervals: [lunch]}}}
                """));
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(29));
        assertThat(world.gotBy("team")).isEmpty();
        world.pass(Duration.ofMinutes(2));

        assertThat(world.gotBy("team")).hasSize(1);
        assertThat(world.decisions).anyMatch(decision -> decision.detail().startsWith("quiet_hours"));
    }

    @Test
    void alertThatFlapsIsNotToldEachTime() throws IOException {
        world.begin(rules("flap: {window: 15m, max_transitions: 4, hold: 10m}\n"));
        for (int time = 0; time < 10; time++) {
            world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
            world.pass(Duration.ofSeconds(30));
            world.alert(DispatchWorld.resolved(PAGE, world.clock.instant().minusSeconds(30), world.clock.instant()));
            world.pass(Duration.ofSeconds(30));
        }
        int whileFlapping = world.gotBy("team").size();
        world.pass(Duration.ofMinutes(11));

        assertThat(whileFlapping).isLessThanOrEqualTo(4);
        assertThat(world.gotBy("team")).hasSize(whileFlapping + 1);
        assertThat(world.gotBy("team").get(whileFlapping).names()).containsExactly("Down resolved");
        assertThat(world.decisions).anyMatch(decision -> decision.detail().startsWith("flapping"));
    }

    @Test
    void beginningAndEndInTheSameMomentAreBothTold_whenNobodyWaits() throws IOException {
        world.begin(rules(""));
        world.alert(DispatchWorld.firing(PAGE, DispatchWorld.START, Optional.empty()));
        world.alert(DispatchWorld.resolved(PAGE, DispatchWorld.START, world.clock.instant()));
        world.pass(Duration.ofMinutes(1));

        assertThat(world.gotBy("team"))
                .last()
                .satisfies(one -> assertThat(one.names()).containsExactly("Down resolved"));
        assertThat(world.gotBy("console")).isNotEmpty();
    }

    @Test
    void firedAndResolvedWhileTheReceiverWasAway_isToldInOneMessage() throws IOException {
        world.begin(rules(""));
        world.away.add("team");
        world.alert(DispatchWorld.firing(PAGE, world.clock.instant(), Optional.empty()));
        world.pass(Duration.ofMinutes(10));
        world.restart();
        world.alert(DispatchWorld.resolved(PAGE, DispatchWorld.START, world.clock.instant()));
        world.pass(Duration.ofMinutes(10));
        world.restart();
        world.away.clear();
        world.pass(Duration.ofMinutes(1));

        assertThat(world.gotBy("team")).singleElement().satisfies(one -> {
            assertThat(one.names()).containsExactly("Down resolved");
            assertThat(one.alerts().get(0).startsAt()).isEqualTo(DispatchWorld.START);
            assertThat(one.alerts().get(0).endsAt()).contains(DispatchWorld.START.plus(Duration.ofMinutes(10)));
        });
    }

    private Rules rules(String oncall) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), ROUTES);
        Files.writeString(folder.resolve("oncall.yml"), oncall.isEmpty() ? "receivers: {}\n" : oncall);
        Problems problems = new Problems();
        AlertingSettings settings = AlertingSettings.read(folder, problems);
        assertThat(problems.errorCount()).as(problems.all().toString()).isZero();
        return settings.rules();
    }

    private IncidentAction.Result act(IncidentAction.Kind kind) {
        return world.dispatcher().act(new IncidentAction(incident().id(), kind, "ana", "api", "looking"));
    }

    private Incident incident() {
        return world.incidents.values().iterator().next();
    }

    private List<Duration> told(String receiver) {
        return world.gotBy(receiver).stream()
                .map(one -> Duration.ofSeconds(one.at().toSeconds()))
                .toList();
    }
}
