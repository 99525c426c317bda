package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.ProbeOutcome;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;

/** What the keys of a module do to a probe, against a server on loopback. */
class HttpOptionsTest {
    private final ProbeTargets targets = new ProbeTargets();
    private final List<Map<String, List<String>>> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        targets.close();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            fail_if_not_ssl: true                                                       | fail_if_not_ssl
            valid_http_versions: [HTTP/2.0]                                             | http_version HTTP/1.1
            valid_http_versions: [HTTP/1.1]                                             | ``
            fail_if_body_matches_regexp: [welcome, fine]                                | body_matches
            fail_if_body_not_matches_regexp: [fine, welcome]                            | body_not_matches
            fail_if_body_not_matches_regexp: [fine]                                     | ``
            fail_if_body_matches_regexp: ['(.*n){14}b']                                 | ``
            fail_if_header_matches: [{header: X-State, regexp: '^ok'}]                  | header X-State
            fail_if_header_not_matches: [{header: X-State, regexp: '^bad'}]             | header X-State
            fail_if_header_not_matches: [{header: X-None, regexp: 'a'}]                 | header X-None
            fail_if_header_not_matches: [{header: X-None, regexp: 'a', allow_missing: true}] | ``
            body_size_limit: 3B                                                         | body_too_large
            body_size_limit: 1KB                                                        | ``
            """)
    void answerIsHeldAgainstTheModule(String key, String error) {
        targets.on("/page", exchange -> {
            exchange.getResponseHeaders().set("X-State", "ok then");
            ProbeTargets.answer(exchange, 200, "fine day");
        });

        assertThat(ProbeTargets.run(ProbeTargets.http(key), targets.url("/page"))
                        .error())
                .isEqualTo(error);
    }

    @Test
    void patternThatBacktracksForeverIsAFailureOfItsOwn() {
        targets.on("/a", exchange -> ProbeTargets.answer(exchange, 200, "a".repeat(40)));

        Attempt attempt =
                ProbeTargets.run(ProbeTargets.http("fail_if_body_matches_regexp: ['(.*a){14}b']"), targets.url("/a"));

        assertThat(attempt.error()).isEqualTo("pattern_too_costly");
    }

    @Test
    void credentialsAreSent_andATokenInAFileIsReadForEachRequest(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        remember("/who");
        ProbeTargets.run(ProbeTargets.http("basic_auth: {username: ann, password: pw}"), targets.url("/who"));
        HttpModule module = ProbeTargets.http("bearer_token_file: " + token);
        ProbeTargets.run(module, targets.url("/who"));
        Files.writeString(token, "second\n");
        ProbeTargets.run(module, targets.url("/who"));
        ProbeTargets.run(ProbeTargets.http("authorization: {type: Token, credentials: t1}"), targets.url("/who"));

        assertThat(seen)
                .extracting(headers -> headers.get("Authorization").get(0))
                .containsExactly("Basic YW5uOnB3", "Bearer first", "Bearer second", "Token t1");
    }

    @Test
    void redirectIsFollowed_andItsTimeCounts() {
        Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/moved"));

        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(attempt.status()).isEqualTo(200);
        assertThat(ProbeTargets.micros(attempt.phases())).isEqualTo(Math.round(attempt.latencyMillis() * 1000));
    }

    @Test
    void secretsStayWithTheirHost_whenARedirectLeadsToAnother() {
        remember("/who");
        targets.on("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", targets.url("/who").replace("localhost", "127.0.0.1"));
            ProbeTargets.answer(exchange, 302, "");
        });
        HttpModule module = ProbeTargets.http(
                "{basic_auth: {username: ann, password: pw}, headers: {X-Key: k, Accept-Language: en}}");

        Attempt attempt = ProbeTargets.run(module, targets.url("/elsewhere"));

        assertThat(attempt.error()).isEmpty();
        assertThat(seen)
                .singleElement()
                .satisfies(headers -> assertThat(headers)
                        .doesNotContainKey("Authorization")
                        .doesNotContainKey("X-key")
                        .containsEntry("Accept-language", List.of("en")));
    }

    @Test
    void bodyIsNotSentToAnotherHost_andCirclesEnd() {
        targets.on("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", targets.url("/ok").replace("localhost", "127.0.0.1"));
            ProbeTargets.answer(exchange, 307, "");
        });
        targets.on("/circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/circle");
            ProbeTargets.answer(exchange, 302, "");
        });

        Attempt posted = ProbeTargets.run(ProbeTargets.http("{method: POST, body: secret}"), targets.url("/elsewhere"));
        Attempt circle = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/circle"));

        assertThat(posted.error()).isEqualTo("redirect");
        assertThat(circle.error()).isEqualTo("redirect");
    }

    @Test
    void loopbackIsRefused_whenItIsNotAllowed_alsoByAName() {
        Attempt attempt = ProbeTargets.GET_2XX
                .prober(AddressRules.PUBLIC_ONLY)
                .run(targets.url("/ok"), Conditions.NONE, ProbeTargets.NOW);

        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("address_refused");
        assertThat(attempt.phases().firstByteMillis()).isEmpty();
    }

    @Test
    void redirectToMetadataIsRefused_thoughEverythingPrivateIsAllowed() {
        targets.on("/trap", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            ProbeTargets.answer(exchange, 302, "");
        });

        Attempt attempt = ProbeTargets.GET_2XX
                .prober(AddressRules.ALL_PRIVATE)
                .run(targets.url("/trap"), Conditions.NONE, ProbeTargets.NOW);

        assertThat(attempt.error()).isEqualTo("address_refused");
    }

    @Test
    void conditionsSayWhichStatusIsGood_unlessTheModuleDoes() {
        assertThat(ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/broken"), "[STATUS] == 503")
                        .error())
                .isEmpty();
        assertThat(ProbeTargets.run(
                                ProbeTargets.http("valid_status_codes: [200]"),
                                targets.url("/broken"),
                                "[STATUS] == 503")
                        .error())
                .isEqualTo("status 503");
        Attempt failed =
                ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/ok"), "[STATUS] == 200", "[BODY] == pat(*good*)");
        assertThat(failed.error()).isEqualTo("[BODY] == pat(*good*)");
        assertThat(failed.conditions().get(1).shown()).isEqualTo("[BODY] (fine) == pat(*good*)");
    }

    @Test
    void compressedAnswerIsReadAsText_andABombIsCut() {
        targets.on("/zip", exchange -> {
            byte[] bytes = zipped("{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        targets.on("/bomb", exchange -> {
            byte[] bytes = zipped(new byte[64 * 1024 * 1024]);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        HttpModule zip = ProbeTargets.http("compression: gzip");

        assertThat(ProbeTargets.run(zip, targets.url("/zip"), "[BODY].status == UP")
                        .error())
                .isEmpty();
        HttpAnswer bomb = new HttpExchange(AddressRules.LOOPBACK, TlsSettings.DEFAULT, IpChoice.ANY)
                .run(HttpUrl.get(targets.url("/bomb")), zip.ask(), true, Duration.ofSeconds(5), new RunCookies());
        assertThat(bomb.body().length()).isEqualTo((int) HttpExchange.MAX_BODY_BYTES);
    }

    private void remember(String path) {
        targets.on(path, exchange -> {
            seen.add(Map.copyOf(exchange.getRequestHeaders()));
            ProbeTargets.answer(exchange, 200, "you");
        });
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
