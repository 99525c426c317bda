package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final CommandLine command = new CommandLine(new TopicsCommand()).setErr(new PrintWriter(said));

    @Test
    void wrongCommandLineIsSaidInASentence_andExitsWithTwo() {
        int exitCode = Main.explain(new UsageException("--clock is live or event, not 'x'"), command);

        assertThat(exitCode).isEqualTo(2);
        assertThat(said.toString().lines()).containsExactly("--clock is live or event, not 'x'", "See topics --help");
    }

    @Test
    void whatAnOperatorCanMendIsSaidInASentence_andExitsWithOne() {
        int exitCode = Main.explain(new StartupException("port 8080 is taken"), command);

        assertThat(exitCode).isEqualTo(1);
        assertThat(said.toString().lines()).containsExactly("port 8080 is taken");
    }

    @Test
    void bugShowsWhereItIs_evenAnArgumentThatIsRefusedInside() {
        int exitCode = Main.explain(new IllegalArgumentException("a bug"), command);

        assertThat(exitCode).isEqualTo(1);
        assertThat(said.toString())
                .contains("java.lang.IllegalArgumentException: a bug", "\tat slipstream.app.MainTest.");
    }

    @Test
    void wrongWordsThatAreFoundAfterParsingExitWithTwo() throws IOException {
        Path config = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .folder();
        Path log = Files.write(folder.resolve("access.log"), List.of("x"));

        assertUsage(Said.by("up", "--config=" + config, "--clock=x"), "--clock is live or event, not 'x'");
        assertUsage(Said.by("streams", "--config=" + config, "--clock=x"), "--clock is live or event, not 'x'");
        assertUsage(Said.by("streams", "--config=" + config), "--bootstrap is required");
        assertUsage(Said.by("alerting", "--config=" + config), "--bootstrap is required");
        assertUsage(Said.by("ingest"), "--config is required");
        assertUsage(Said.by("topics", "--create"), "--create needs --bootstrap");
        assertUsage(file(log, "--clock=x"), "--clock is live or event, not 'x'");
        assertUsage(file(log, "--from=there"), "--from is stored, beginning or end, not 'there'");
        assertUsage(file(log, "--zone=Mars"), "--zone 'Mars' is not a time zone");
        assertUsage(Said.by("ingest", "file", log.toString(), "--format=combined", "--service=__x"), "--service: ");
        assertUsage(Said.by("ingest", "file", log.toString(), "--format=combined"), "--service is needed");
        assertUsage(Said.by("ingest", "file", "a[", "--format=combined", "--service=web"), "'a['");
    }

    @Test
    void benchmarksAreNotInTheJar_andItSaysWhereTheyAre() {
        Said said = Said.by("bench", "--events", "5");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("./slipstream bench --events 5").doesNotContain("\tat ");
    }

    @Test
    void addressThatLetsAnybodyInIsRefusedAtStart_whichIsNoMatterOfWords() throws IOException {
        Path config = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .folder();

        Said refused = Said.by("up", "--config=" + config, "--listen=0.0.0.0:0");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("--listen: ")
                .contains("without a token")
                .doesNotContain("\tat ");
    }

    private static Said file(Path log, String more) {
        return Said.by("ingest", "file", log.toString(), "--format=combined", "--service=web", more);
    }

    private static void assertUsage(Said said, String words) {
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(2);
        assertThat(said.err()).contains(words, " --help").doesNotContain("\tat ");
    }
}
