package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.silence.Silence;

/** The real amtool against our server. Its times are real ones. */
class AmtoolTest {
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, Instant::now);
    private final TestServer server = new TestServer(desk, Instant::now);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void amtoolAddsAndQueriesAlerts() throws IOException, InterruptedException {
        amtool(
                "alert",
                "add",
                "alertname=Slow",
                "service=shop",
                "--annotation=summary=slow",
                "--generator-url=http://x/");
        amtool("alert", "add", "alertname=Other", "service=pay");

        assertThat(amtool("alert", "query", "service=shop", "--output=extended"))
                .contains("alertname=\"Slow\" service=\"shop\"", "summary=\"slow\"", "http://x/", "active")
                .doesNotContain("Other");
        assertThat(amtool("alert", "query", "--receiver=root", "--output=simple"))
                .doesNotContain("Slow");
        assertThat(amtool("alert", "query", "--output=json", "--active", "alertname=~O.*"))
                .contains("\"fingerprint\"")
                .contains("Other");
    }

    @Test
    void amtoolAddsQueriesUpdatesAndExpiresSilences() throws IOException, InterruptedException {
        amtool("alert", "add", "alertname=Slow", "service=shop");

        String id = amtool("silence", "add", "--author=ann", "--comment=deploy", "--duration=1h", "service=shop");

        assertThat(id).hasSize(36);
        assertThat(amtool("silence", "query", "service=shop")).contains(id, "ann", "deploy");
        assertThat(amtool("silence", "query", "service=pay")).doesNotContain(id);
        assertThat(amtool("alert", "query", "--silenced")).contains("Slow");
        assertThat(amtool("alert", "query", "--active")).doesNotContain("Slow");
        amtool("silence", "update", "--duration=2h", "--comment=longer", id);
        assertThat(amtool("silence", "query")).contains("longer");
        amtool("silence", "expire", amtool("silence", "query", "--quiet"));
        assertThat(amtool("silence", "query", "--quiet")).isEmpty();
        assertThat(desk.silences()).allMatch(silence -> silence.state(Instant.now()) == Silence.State.EXPIRED);
        assertThat(amtool("alert", "query", "--active")).contains("Slow");
    }

    @Test
    void amtoolExportsAndImportsSilences() throws IOException, InterruptedException {
        amtool("silence", "add", "--author=ann", "--comment=deploy", "service=~shop|pay", "zone!=eu");
        Files.writeString(folder.resolve("silences.json"), amtool("silence", "query", "--output=json"));
        amtool("silence", "expire", desk.silences().get(0).id());

        amtool("silence", "import", "--force", "silences.json");

        assertThat(desk.silences()).hasSize(2);
        assertThat(desk.silences().get(1).matchers())
                .isEqualTo(desk.silences().get(0).matchers());
        assertThat(desk.silences().get(1).state(Instant.now())).isEqualTo(Silence.State.ACTIVE);
    }

    @Test
    void amtoolSaysWhatIsWrong() throws IOException, InterruptedException {
        DebianPeer.Said said = DebianPeer.amtool()
                .run(folder, url(), "silence", "add", "--author=ann", "--comment=none", "service=~.*");

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.errors()).contains("at least one matcher must not match the empty string");
    }

    @Test
    void amtoolShowsConfigurationAndCluster() throws IOException, InterruptedException {
        assertThat(amtool("config", "show")).contains("receiver: root");
        assertThat(amtool("cluster", "show")).contains("disabled");
        assertThat(amtool("config", "routes", "test", "service=shop", "team=ops"))
                .isEqualTo("ops,shop");
    }

    private String amtool(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 1];
        all[0] = url();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return DebianPeer.amtool().run(folder, all).successfully();
    }

    private String url() {
        return "--alertmanager.url=http://127.0.0.1:" + server.port();
    }
}
