package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

/** The modules of a blackbox_exporter are taken as they are; what is not acted on is said. */
class BlackboxModulesTest {
    private static final String JOBS = """
            probes:
              - job_name: site
                module: everything_http
                static_configs: [{targets: ["https://shop.example/"], labels: {service: shop}}]
              - job_name: ping
                module: ping
                static_configs: [{targets: [shop.example], labels: {service: shop}}]
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();
    private ProbeSettings settings;

    @BeforeEach
    void read() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/probe/blackbox.yml")) {
            String modules = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Path probes = Files.writeString(folder.resolve("probes.yml"), modules + JOBS);
            settings = ProbeSettings.read(probes, problems).orElseThrow(() -> new AssertionError(problems.all()));
        }
    }

    @Test
    void everyKeyIsKnown_andWhatIsNotActedOnIsAWarning() {
        assertThat(problems.hasErrors()).isFalse();
        List<String> told = problems.all().stream()
                .map(Problem::key)
                .map(key -> key.substring(key.indexOf('.') + 1))
                .collect(Collectors.toList());
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "everything_http.http.fail_if_body_json_matches_cel",
                        "everything_http.http.fail_if_body_json_not_matches_cel",
                        "everything_http.http.tls_config.min_version",
                        "everything_http.http.enable_http3",
                        "everything_http.http.proxy_url",
                        "everything_http.http.no_proxy",
                        "everything_http.http.proxy_from_environment",
                        "everything_http.http.proxy_connect_header",
                        "everything_http.http.skip_resolve_phase_with_proxy",
                        "oauth_http.http.oauth2",
                        "smtp_starttls.tcp.query_response[0].labels",
                        "smtp_starttls.tcp.source_ip_address",
                        "dns_soa.dns.dns_over_tls",
                        "dns_soa.dns.tls_config",
                        "dns_soa.dns.source_ip_address",
                        "ping.prober",
                        "grpc.prober",
                        "module");
    }

    @Test
    void jobOfAProberThatIsNotThereIsLeftOut() {
        assertThat(settings.jobs()).extracting(ProbeJob::name).containsExactly("site");
    }

    @Test
    void httpModuleHasWhatWasWritten() {
        HttpModule module = (HttpModule) settings.jobs().get(0).module();

        assertThat(module.ask().gzip()).isTrue();
        assertThat(module.ask().followsRedirects()).isTrue();
        assertThat(module.ask().bodyLimit()).hasValue(256L * 1024);
        assertThat(module.ask().headers()).containsEntry("X-Tenant", List.of("a", "b"));
        assertThat(module.ask().authorization().orElseThrow().scheme()).isEqualTo("Basic");
        assertThat(module.checks().failsInTheClear()).isTrue();
        assertThat(module.checks().failsOverTls()).isFalse();
        assertThat(module.checks().validVersions()).containsExactlyInAnyOrder("HTTP/1.1", "HTTP/2.0");
        assertThat(module.tls().serverName()).hasValue("shop.example");
        assertThat(module.addresses().fallback()).isFalse();
        assertThat(module.toString()).doesNotContain("pw");
    }
}
