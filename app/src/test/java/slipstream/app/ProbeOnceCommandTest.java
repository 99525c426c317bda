package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeOnceCommandTest {
    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"DOWN\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void targetIsShownWithPhasesAndVerdict_withoutAnyConfiguration() {
        Said said = Said.by("probe", "once", url());

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.out())
                .contains(url(), "job unlisted", "status       200", "tls          not reached")
                .containsPattern("first byte +\\d+\\.\\d{3} ms")
                .endsWith("success\n");
    }

    @Test
    void portIsAskedWithoutAnyConfiguration() {
        Said said = Said.by(
                "probe", "once", "tcp://127.0.0.1:" + server.getAddress().getPort());

        assertThat(said.out()).containsPattern("connect +\\d").contains("first byte   not reached");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void conditionsOfTheJobAreShownWithTheirValues() throws IOException {
        Files.writeString(folder.resolve("probes.yml"), """
                allow_private: [127.0.0.0/8]
                probes:
                  - job_name: site
                    module: http_2xx
                    conditions: ["[STATUS] == 200", "[BODY].status == UP"]
                    static_configs: [{targets: ["%s"], labels: {service: shop}}]
                """.formatted(url()));

        Said said = Said.by("probe", "once", "--config", folder.toString(), url());

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains("job site", "holds        [STATUS] (200) == 200", "DOES NOT     [BODY].status (DOWN) == UP")
                .endsWith("failure: [BODY].status == UP\n");
    }

    @Test
    void targetFilesInTheFolderTargetsAreTargets_andNoSloDocuments() throws IOException {
        Files.createDirectories(folder.resolve("targets"));
        Files.writeString(
                folder.resolve("targets/shop.yml"), "- {targets: ['%s'], labels: {service: shop}}%n".formatted(url()));
        Files.writeString(folder.resolve("probes.yml"), """
                allow_private: [127.0.0.0/8]
                probes: [{job_name: found, module: http_2xx, file_sd_configs: [{files: ["targets/*.yml"]}]}]
                """);

        Said checked = Said.by("check", folder.toString());
        Said once = Said.by("probe", "once", "--config", folder.toString(), url());

        assertThat(checked.out()).contains("0 errors, 0 warnings");
        assertThat(once.out()).contains("job found").endsWith("success\n");
    }

    @Test
    void whatIsNoTargetAndAJobThatIsNotThereAreTold() throws IOException {
        Files.writeString(folder.resolve("probes.yml"), "probes: []\n");

        assertThat(Said.by("probe", "once", "ftp://x").err()).contains("is not an http or https URL");
        assertThat(Said.by("probe", "once", "--config", folder.toString(), "--job", "b", url())
                        .err())
                .contains("there is no job 'b'");
        assertThat(Said.by("probe", "once", "--config", folder.resolve("no").toString(), url())
                        .exitCode())
                .isEqualTo(2);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}
