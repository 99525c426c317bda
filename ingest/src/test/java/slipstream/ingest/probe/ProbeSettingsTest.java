package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problems;

class ProbeSettingsTest {
    private static final String WHOLE = """
            modules:
              checkout:
                prober: http
                timeout: 2s
                http:
                  method: POST
                  valid_status_codes: [200, 204]
                  headers: {X-Key: abc, Content-Type: application/json}
                  body: '{}'
                  preferred_ip_protocol: ip4
            locations: {id: fra1}
            probes:
              - job_name: site
                module: http_2xx
                interval: 30s
                static_configs:
                  - targets: ["https://shop.example/health", "shop.example:8080"]
                    labels: {service: shop, team: web}
              - job_name: checkout
                module: checkout
                interval: 2s
                static_configs:
                  - {targets: ["http://pay.example/"], labels: {service: pay}}
            """;

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void wholeFileIsRead() throws IOException {
        // when
        ProbeSettings settings = read(WHOLE).orElseThrow();

        // then
        assertThat(problems.all()).isEmpty();
        assertThat(settings.location()).isEqualTo("fra1");
        assertThat(settings.targetCount()).isEqualTo(3);
        ProbeJob site = settings.jobs().get(0);
        assertThat(site.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(site.module()).isEqualTo(HttpModule.http2xx());
        assertThat(site.targets())
                .containsExactly(
                        new ProbeTarget("https://shop.example/health", "shop", Map.of("team", "web")),
                        new ProbeTarget("http://shop.example:8080/", "shop", Map.of("team", "web")));
        HttpModule checkout = (HttpModule) settings.jobs().get(1).module();
        assertThat(checkout.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(checkout.ask().method()).isEqualTo("POST");
        assertThat(checkout.ask().headers())
                .isEqualTo(Map.of("X-Key", List.of("abc"), "Content-Type", List.of("application/json")));
        assertThat(checkout.ask().body()).hasValue("{}");
        assertThat(checkout.checks().validStatuses()).containsExactlyInAnyOrder(200, 204);
        assertThat(checkout.addresses().preferred()).hasValue(IpChoice.IpProtocol.IP4);
    }

    @Test
    void fileThatDoesNotExistMeansNoProbes() {
        assertThat(ProbeSettings.read(folder.resolve("nowhere.yml"), problems)).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void heartbeatsInTheSameFileAreLeftToTheirReader() throws IOException {
        ProbeSettings settings =
                read("heartbeats: [{name: nightly, interval: 24h}]").orElseThrow();

        assertThat(settings.jobs()).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void ownDefinitionOfHttp2xxReplacesThePredefinedOne() throws IOException {
        // when
        ProbeSettings settings = read(WHOLE.replace(
                        "  checkout:\n", "  http_2xx: {prober: http, timeout: 1s}\n  checkout:\n"))
                .orElseThrow();

        // then
        assertThat(settings.jobs().get(0).module().timeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prober: http                     | prober: htp                               | must be one of http, tcp, dns, flow | 3
            method: POST                     | method: BREW                              | must be one of GET                  | 6
            method: POST                     | method: GET                               | without a body                      | 9
            [200, 204]                       | [200, 2xx]                                | must be a status from 100 to 599    | 7
            X-Key: abc                       | X Key: abc                                | HTTP does not allow                 | 8
            preferred_ip_protocol: ip4       | follow_redirects: maybe                   | must be true or false               | 10
            preferred_ip_protocol: ip4       | basic_auth: {}                            | is required                         | 10
            preferred_ip_protocol: ip4       | bearer_token_file: nowhere                | cannot be read                      | 10
            preferred_ip_protocol: ip4       | fail_if_body_matches_regexp: ["(a"]       | is no pattern                       | 10
            preferred_ip_protocol: ip4       | valid_http_versions: [HTTP/9]             | must be HTTP/1.0                    | 10
            preferred_ip_protocol: ip4       | body_size_limit: much                     | must be a size                      | 10
            preferred_ip_protocol: ip4       | tls_config: {ca: none}                    | no certificates in PEM form         | 10
            preferred_ip_protocol: ip4       | valid_status_code: [1]                    | valid_status_codes                  | 10
            interval: 30s                    | interval: 5s                              | at least the module's timeout       | 15
            interval: 2s                     | interval: 500ms                           | at least 1s                         | 21
            interval: 2s                     | interval: soon                            | a duration such as                  | 21
            module: http_2xx                 | module: http_3xx                          | is not defined; defined are         | 14
            job_name: checkout               | job_name: site                            | exists already                      | 19
            job_name: checkout               | job_name: 'check out'                     | must have 1 to 128                  | 19
            service: pay                     | team: pay                                 | label service is required           | 23
            service: pay                     | service: __pay                            | must have 1 to 128                  | 23
            "http://pay.example/"            | "ftp://pay.example/"                      | not an http or https URL            | 23
            "http://pay.example/"            | "http://ann:pw@pay.example/"              | must not carry user and password    | 23
            "http://pay.example/"            | "pay.example", "http://pay.example/"      | stands twice                        | 23
            interval: 2s                     | conditions: ["[STATE] == 200"]            | is not known; known are [BODY]      | 21
            interval: 2s                     | conditions: ["[STATUS]=200"]              | is no condition                     | 21
            interval: 2s                     | file_sd_configs: [{}]                     | at least one file or glob           | 21
            locations: {id: fra1}            | allow_private: [10.0.0.0/33]              | is no block of addresses            | 11
            locations: {id: fra1}            | allow_private: [10.0.0.1/8]               | bits behind the prefix are set      | 11
            locations: {id: fra1}            | guard: {targets: ["dns.example:53"]}      | must be a numeric address           | 11
            "http://pay.example/"            | "http://10.0.0.1/"                        | add it, or the block it is in       | 23
            "http://pay.example/"            | "http://localhost/"                       | is a private address                | 23
            "http://pay.example/"            | "http://169.254.169.254/"                 | is never probed                     | 23
            locations: {id: fra1}            | locations: {id: 'fra 1'}                  | must have 1 to 128                  | 11
            """)
    void mistakeIsNamedWithItsLine(String good, String bad, String message, int line) throws IOException {
        // when
        Optional<ProbeSettings> settings = read(WHOLE.replace(good, bad));

        // then
        assertThat(settings).isEmpty();
        assertThat(problems.all()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.where().line()).isEqualTo(line);
        });
        assertThat(problems.all().toString()).doesNotContain("pw@");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        // when
        read(
                "probes:\n  - module: nope\n    interval: 1ms\n    static_configs: [{targets: []}]\n  - {}\nlocatons: {}\n");

        // then
        assertThat(problems.all()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void emptyFileAndMissingProbesAreErrors() throws IOException {
        // when
        Optional<ProbeSettings> empty = read("");
        Optional<ProbeSettings> none = read("locations: {id: a}");

        // then
        assertThat(empty).isEmpty();
        assertThat(none).isEmpty();
        assertThat(problems.all()).hasSize(2);
    }

    @Test
    void targetTooLongToBeASourceIsRefused() throws IOException {
        // when
        Optional<ProbeSettings> settings =
                read(WHOLE.replace("http://pay.example/", "http://pay.example/" + "x".repeat(500)));

        // then
        assertThat(settings).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("at most 512"));
    }

    private Optional<ProbeSettings> read(String yaml) throws IOException {
        return ProbeSettings.read(Files.writeString(folder.resolve("probes.yml"), yaml), problems);
    }
}
