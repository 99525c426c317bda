package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** The real Prometheus, which takes us for an Alertmanager and is told nothing else. */
class PrometheusTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(90)
    void prometheusTellsUsOfAlertsThatBeginAndEnd() throws IOException, InterruptedException {
        MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, Instant::now);
        try (TestServer server = new TestServer(desk, Instant::now)) {
            rule("vector(1)");
            int port = DebianPeer.freePort();
            Files.writeString(folder.resolve("prometheus.yml"), configuration(server.port()));
            Process prometheus = DebianPeer.prometheus()
                    .start(
                            folder,
                            "--config.file=prometheus.yml",
                            "--storage.tsdb.path=data",
                            "--web.listen-address=127.0.0.1:" + port,
                            "--web.enable-lifecycle",
                            // It knows us only after five seconds, and would not repeat what it dropped for a minute.
                            "--rules.alert.resend-delay=1s");
            try {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> !desk.posted().isEmpty());
                AlertEvent posted = desk.posted().get(0);
                assertThat(posted.labels()).hasToString("{alertname=Always, origin=prometheus, severity=page}");
                assertThat(posted.annotations()).containsEntry("summary", "it is 1");
                assertThat(posted.generatorURL()).contains("/graph?g0.expr=vector%281%29");
                assertThat(posted.status()).isEqualTo(AlertState.FIRING);
                assertThat(server.api().json("/api/v2/alerts")).hasSize(1);

                rule("vector(1) > 1");
                assertThat(Api.send(Api.at(port).request("/-/reload").POST(HttpRequest.BodyPublishers.noBody()))
                                .statusCode())
                        .isEqualTo(200);

                await().atMost(Duration.ofSeconds(40))
                        .until(() -> desk.posted().get(0).status() == AlertState.RESOLVED
                                || server.api().get("/api/v2/alerts").body().equals("[]"));
            } finally {
                prometheus.destroy();
                prometheus.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private void rule(String expression) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                - name: always
                  interval: 1s
                  rules:
                  - alert: Always
                    expr: %s
                    labels: {severity: page}
                    annotations: {summary: 'it is {{ $value }}'}
                """.formatted(expression));
    }

    private static String configuration(int port) {
        return """
               global: {evaluation_interval: 1s, external_labels: {origin: prometheus}}
               rule_files: [rules.yml]
               alerting:
                 alertmanagers:
                 - static_configs: [{targets: ['127.0.0.1:%d']}]
               """.formatted(port);
    }
}
