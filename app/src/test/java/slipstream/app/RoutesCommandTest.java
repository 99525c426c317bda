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
