package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeRoutes() throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: all
                  group_by: [service]
                  routes:
                    - {matchers: ['severity="page"'], receiver: on-call, continue: true}
                    - {matchers: ['service=~"shop|pay"'], receiver: team-shop}
                receivers: [{name: all}, {name: on-call}, {name: team-shop}]
                """);
    }

    @Test
    void receiversAreNamedWithTheKeysOfTheirGroups() {
        Said said = test("--labels", "service=shop,severity=page");

        assertThat(said.exitCode()).isZero();
        assertThat(said.outLines())
                .containsExactly(
                        "on-call  {}/{severity=\"page\"}:{service=\"shop\"}",
                        "team-shop  {}/{service=~\"shop|pay\"}:{service=\"shop\"}");
    }

    @Test
    void otherReceiversThanExpectedAreAFailure() {
        assertThat(test("--labels", "service=mail", "--expect", "all").exitCode())
                .isZero();
        assertThat(test("--labels", "service=mail", "--expect", "team-shop").exitCode())
                .isEqualTo(1);
    }

    @Test
    void atAnInstantItIsSaidWhatKeepsARouteQuiet_andWhoIsMutedIsNotTold() throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: all
                  routes: [{matchers: ['service="shop"'], receiver: team-shop, mute_time_intervals: [nights]}]
                receivers: [{name: all}, {name: team-shop}]
                time_intervals:
                  - {name: nights, time_intervals: [{times: [{start_time: '02:00', end_time: '04:00'}]}]}
                """);

        Said muted = test("--labels", "service=shop", "--at", "2026-08-23T03:00Z");

        assertThat(muted.outLines()).containsExactly("team-shop  {}/{service=\"shop\"}:{}  muted by nights");
        assertThat(test("--labels", "service=shop", "--at", "2026-08-23T03:00Z", "--expect", "team-shop")
                        .exitCode())
                .isEqualTo(1);
        assertThat(test("--labels", "service=shop", "--at", "2026-08-23T04:00Z", "--expect", "team-shop")
                        .exitCode())
                .isZero();
        assertThat(test("--labels", "service=shop", "--at", "tonight").exitCode())
                .isEqualTo(2);
    }

    @Test
    void atAnInstantMaintenanceIsNamed() throws IOException {
        Files.writeString(folder.resolve("oncall.yml"), """
                maintenance_windows:
                  - name: monthly
                    matchers: ['service="mail"']
                    schedule: "first sunday 02:00-04:00"
                    timezone: UTC
                    alerts: suppress
                """);

        assertThat(test("--labels", "service=mail", "--at", "2026-08-02T03:00Z").outLines())
                .containsExactly("all  {}:{service=\"mail\"}  kept quiet by monthly");
        assertThat(test("--labels", "service=mail", "--at", "2026-08-09T03:00Z").outLines())
                .containsExactly("all  {}:{service=\"mail\"}");
    }

    @Test
    void onlyTheConsoleIsTold_withoutAFile() throws IOException {
        Files.delete(folder.resolve("alertmanager.yml"));

        assertThat(test("--labels", "service=mail").outLines())
                .singleElement()
                .asString()
                .startsWith("only the console");
    }

    @Test
    void mistakesOfTheFileAreTold() throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), "route: {receiver: nobody}\n");

        Said said = test("--labels", "a=b");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("alertmanager.yml:1", "'nobody' is not among the receivers");
    }

    private Said test(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        all[0] = "routes";
        all[1] = "test";
        all[2] = "--config";
        all[3] = folder.toString();
        return Said.by(all);
    }
}
