package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.webhook.WebhookSettings;
import slipstream.alerting.route.Route;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

class AlertingSettingsTest {
    private static final String RECEIVERS = """
            receivers:
              - name: team-shop
                webhook_configs:
                  - url: https://hooks.example/T0K3N
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void onlyTheConsoleIsTold_withoutAFile() {
        AlertingSettings settings = AlertingSettings.read(folder, problems);

        assertThat(settings).isEqualTo(AlertingSettings.consoleOnly());
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void receiverOfTheRootRouteIsTold() throws IOException {
        AlertingSettings settings = read("""
                route: {receiver: team-shop}
                receivers:
                  - name: team-shop
                    webhook_configs:
                      - url: https://hooks.example/T0K3N
                      - url: http://127.0.0.1:9/
                        send_resolved: false
                        max_alerts: 3
                """);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.receivers()).singleElement().satisfies(receiver -> {
            assertThat(receiver.name()).isEqualTo("team-shop");
            assertThat(receiver.channels()).hasSize(2);
            WebhookSettings first = (WebhookSettings) receiver.channels().get(0);
            WebhookSettings second = (WebhookSettings) receiver.channels().get(1);
            assertThat(first.url()).hasToString("https://hooks.example");
            assertThat(first.sendResolved()).isTrue();
            assertThat(first.maxAlerts()).isZero();
            assertThat(second.sendResolved()).isFalse();
            assertThat(second.maxAlerts()).isEqualTo(3);
        });
    }

    @Test
    void addressCanStandInAFile_besideTheConfiguration() throws IOException {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/url"), "https://ana:s3cret@hooks.example/T0K3N\n");

        AlertingSettings settings = read("""
                route: {receiver: team-shop}
                receivers: [{name: team-shop, webhook_configs: [{url_file: secrets/url}]}]
                """);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.toString()).contains("https://hooks.example").doesNotContain("s3cret", "T0K3N");
    }

    @Test
    void absentAddressFileIsAnError_thatNamesIt() throws IOException {
        read("""
                route: {receiver: team-shop}
                receivers: [{name: team-shop, webhook_configs: [{url_file: nowhere}]}]
                """);

        assertThat(errors()).singleElement().asString().contains("alertmanager.yml:2", "url_file", "nowhere");
    }

    @Test
    void badAddressIsAnError_thatDoesNotRepeatIt() throws IOException {
        read("""
                route: {receiver: team-shop}
                receivers:
                  - name: team-shop
                    webhook_configs:
                      - url: htps://hooks.example/T0K3N
                """);

        assertThat(errors())
                .singleElement()
                .asString()
                .contains("alertmanager.yml:5", "receivers[0].webhook_configs[0].url", "http://")
                .doesNotContain("T0K3N");
    }

    @Test
    void webhookWithoutAddressOrWithTwoIsAnError() throws IOException {
        read("""
                route: {receiver: team-shop}
                receivers:
                  - name: team-shop
                    webhook_configs:
                      - send_resolved: true
                      - url: http://a.example/
                        url_file: b
                """);

        assertThat(errors()).hasSize(2);
        assertThat(errors().get(0)).contains("alertmanager.yml:5", "url: is required");
        assertThat(errors().get(1)).contains("alertmanager.yml:7", "url_file", "give one of them");
    }

    @Test
    void timingOfGroupsIsTaken() throws IOException {
        AlertingSettings settings = read("""
                global: {resolve_timeout: 7m}
                route:
                  receiver: team-shop
                  group_by: [alertname]
                  group_wait: 10s
                  group_interval: 3m
                  repeat_interval: 2h
                """ + RECEIVERS);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.resolveTimeout()).isEqualTo(Duration.ofMinutes(7));
        assertThat(settings.routing().orElseThrow().root().timing())
                .isEqualTo(new Route.Timing(Duration.ofSeconds(10), Duration.ofMinutes(3), Duration.ofHours(2)));
    }

    @Test
    void inhibitionAndTimesAreTaken() throws IOException {
        AlertingSettings settings = read("""
                route: {receiver: team-shop}
                inhibit_rules:
                - {source_matchers: ['severity="page"'], target_matchers: ['severity="ticket"'], equal: [service]}
                time_intervals:
                - {name: nights, time_intervals: [{times: [{start_time: '22:00', end_time: '24:00'}]}]}
                """ + RECEIVERS);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.routing().orElseThrow().inhibitRules()).hasSize(1);
        assertThat(settings.routing().orElseThrow().timeIntervals()).containsOnlyKeys("nights");
    }

    @Test
    void templatesThatAreNotThereAreAWarning() throws IOException {
        read("route: {receiver: team-shop}\n" + RECEIVERS + "templates: [a.tmpl]\n");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).singleElement().asString().contains("templates", "a.tmpl");
    }

    @Test
    void routesLeadAlertsToTheirReceivers() throws IOException {
        AlertingSettings settings = read("""
                route:
                  receiver: all
                  routes:
                    - matchers: ['service="shop"']
                      receiver: team-shop
                      continue: true
                    - {match: {severity: page}, receiver: on-call}
                receivers: [{name: all}, {name: team-shop}, {name: on-call}]
                """);

        assertThat(problems.hasErrors()).isFalse();
        assertThat(settings.told(Map.of("service", "pay"))).containsExactly("console", "all");
        assertThat(settings.told(Map.of("service", "shop"))).containsExactly("console", "team-shop");
        assertThat(settings.told(Map.of("service", "shop", "severity", "page")))
                .containsExactly("console", "team-shop", "on-call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns_configs", "wechat_configs", "victorops_configs", "pushover_configs"})
    void channelThatThereIsNotHereIsAWarning_thatNamesReceiverAndKey(String channel) throws IOException {
        AlertingSettings settings =
                read("route: {receiver: team-shop}\n" + RECEIVERS + "    " + channel + ": [{x: y}]\n");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("alertmanager.yml:6", "receivers[0]." + channel, "'team-shop' is told nothing through it");
        assertThat(settings.receivers().get(0).channels()).hasSize(1);
    }

    @Test
    void httpSettingsOfTheGlobalSectionHoldUnlessAnEntryHasItsOwn() throws IOException {
        AlertingSettings settings = read("""
                global: {http_config: {bearer_token: t0k3n}}
                route: {receiver: team-shop}
                receivers:
                  - name: team-shop
                    webhook_configs:
                      - url: http://hooks.example/
                      - url: http://hooks.example/
                        http_config: {basic_auth: {username: ana, password: s3cret}}
                """);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.receivers().get(0).channels())
                .extracting(channel -> ((WebhookSettings) channel).http().authorization())
                .containsExactly(
                        Optional.of(new Secret("Bearer t0k3n")), Optional.of(new Secret("Basic YW5hOnMzY3JldA==")));
        assertThat(settings.toString()).doesNotContain("t0k3n", "s3cret", "YW5h");
    }

    @Test
    void misspeltKeysAreErrors_eachWithWhatWasProbablyMeant() throws IOException {
        read("""
                rout: {}
                route: {reciever: team-shop, receiver: team-shop}
                receivers:
                  - name: team-shop
                    webhook_config: []
                    webhook_configs:
                      - url: http://hooks.example/
                        send_resolve: true
                """);

        assertThat(errors()).hasSize(4);
        assertThat(errors()).anyMatch(text -> text.contains(":1: error: rout:") && text.contains("'route'"));
        assertThat(errors())
                .anyMatch(text -> text.contains(":2: error: route.reciever") && text.contains("'receiver'"));
        assertThat(errors()).anyMatch(text -> text.contains(":5: ") && text.contains("'webhook_configs'"));
        assertThat(errors()).anyMatch(text -> text.contains(":8: ") && text.contains("'send_resolved'"));
    }

    @Test
    void routeToAnUnknownReceiverIsAnError_withWhatWasProbablyMeant() throws IOException {
        read("route: {receiver: team-shp}\n" + RECEIVERS);

        assertThat(errors()).singleElement().asString().contains("alertmanager.yml:1", "did you mean 'team-shop'?");
    }

    @Test
    void fileWithoutARouteIsAnError() throws IOException {
        read(RECEIVERS);

        assertThat(errors()).singleElement().asString().contains("route: is required");
    }

    @Test
    void namesOfReceiversAreTheirOwn() throws IOException {
        read("""
                route: {receiver: a}
                receivers:
                  - name: a
                  - name: a
                  - name: console
                """);

        assertThat(errors()).hasSize(2);
        assertThat(errors().get(0)).contains("alertmanager.yml:4", "another receiver");
        assertThat(errors().get(1)).contains("alertmanager.yml:5", "always told");
    }

    @Test
    void receiverToWhomNoRouteLeadsIsAWarning() throws IOException {
        read("route: {receiver: team-shop}\n" + RECEIVERS + "  - name: forgotten\n");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).singleElement().asString().contains("'forgotten' is told nothing");
    }

    @Test
    void allProblemsAreReportedAtOnce() throws IOException {
        read("""
                route: {receiver: nobody, routes: [{matchers: [x]}]}
                inhibit_rules: [{source_matchers: ['=']}]
                receivers: [{name: a, webhook_confgs: []}, {name: b, webhook_configs: [{url: x}]}]
                """);

        assertThat(errors()).hasSize(5);
    }

    @Test
    void externalUrlIsChecked() {
        AlertingSettings settings = AlertingSettings.consoleOnly();

        assertThat(settings.withExternalUrl("https://slo.example").externalUrl())
                .isEqualTo("https://slo.example");
        assertThatThrownBy(() -> settings.withExternalUrl("slo.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slo.example");
    }

    private AlertingSettings read(String yaml) throws IOException {
        Files.writeString(folder.resolve(AlertingSettings.FILE), yaml);
        return AlertingSettings.read(folder, problems);
    }

    private List<String> errors() {
        return problems.all().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .map(Problem::toString)
                .toList();
    }
}
