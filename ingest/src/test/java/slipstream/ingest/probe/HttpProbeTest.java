package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;

/** What is asked, and how the answer is timed and judged. */
class HttpProbeTest {
    private final ProbeTargets targets = new ProbeTargets();

    @AfterEach
    void stop() {
        targets.close();
    }

    @Test
    void everyPhaseIsTimed_andTheyAddUpToTheLatency() {
        // given
        ProbeWarmUp.run(ProbeTargets.NOW);

        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/ok"));

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(attempt.status()).isEqualTo(200);
        assertThat(attempt.error()).isEmpty();
        ProbePhases phases = attempt.phases();
        assertThat(phases.dnsMillis()).isPresent();
        assertThat(phases.connectMillis()).isPresent();
        assertThat(phases.tlsMillis()).isEmpty();
        assertThat(phases.firstByteMillis()).isPresent();
        assertThat(phases.transferMillis()).isPresent();
        assertThat(ProbeTargets.micros(phases))
                .isEqualTo(Math.round(attempt.latencyMillis() * 1000))
                .isPositive();
    }

    @Test
    void delayIsBlamedOnThePhaseItHappenedIn() {
        // given
        targets.on("/slow-start", exchange -> {
            targets.pause();
            ProbeTargets.answer(exchange, 200, "late");
        });
        targets.on("/slow-end", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("be".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            targets.pause();
            exchange.close();
        });
        ProbeWarmUp.run(ProbeTargets.NOW);

        // when
        ProbePhases start = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/slow-start"))
                .phases();
        ProbePhases finish =
                ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/slow-end")).phases();

        // then
        assertThat(start.firstByteMillis().getAsDouble()).isGreaterThan(ProbeTargets.DELAY_MILLIS - 5);
        assertThat(start.transferMillis().getAsDouble()).isLessThan(ProbeTargets.DELAY_MILLIS - 5);
        assertThat(finish.transferMillis().getAsDouble()).isGreaterThan(ProbeTargets.DELAY_MILLIS - 5);
        assertThat(finish.firstByteMillis().getAsDouble()).isLessThan(ProbeTargets.DELAY_MILLIS - 5);
    }

    @Test
    void eachProbeOpensAConnectionOfItsOwn() {
        // given
        ConcurrentLinkedQueue<Integer> ports = new ConcurrentLinkedQueue<>();
        targets.on("/who", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            ProbeTargets.answer(exchange, 200, "you");
        });

        // when
        List<Attempt> attempts = Stream.generate(() -> ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/who")))
                .limit(3)
                .toList();

        // then
        assertThat(attempts)
                .allSatisfy(
                        attempt -> assertThat(attempt.phases().connectMillis()).isPresent());
        assertThat(ports).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void statusThatIsNotWantedIsAFailure_withItsNumber() {
        // given
        HttpModule wants503 = ProbeTargets.http("valid_status_codes: [503]");
        HttpModule stays = ProbeTargets.http("follow_redirects: false");

        // when
        Attempt broken = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/broken"));
        Attempt moved = ProbeTargets.run(stays, targets.url("/moved"));
        Attempt wanted = ProbeTargets.run(wants503, targets.url("/broken"));

        // then
        assertThat(broken.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(broken.error()).isEqualTo("status 503");
        assertThat(broken.status()).isEqualTo(503);
        assertThat(broken.latencyMillis()).isPositive();
        assertThat(moved.error()).isEqualTo("status 302");
        assertThat(wanted.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
    }

    @Test
    void endlessBodyIsReadOnlyToTheBound() {
        // given
        List<Long> written = new ArrayList<>();
        targets.on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            long total = 0;
            try (OutputStream body = exchange.getResponseBody()) {
                while (total < 64 * HttpExchange.MAX_BODY_BYTES) {
                    body.write(new byte[65_536]);
                    total += 65_536;
                }
            } finally {
                synchronized (written) {
                    written.add(total);
                    written.notifyAll();
                }
            }
        });

        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/endless"));

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        await().untilAsserted(() -> {
            synchronized (written) {
                assertThat(written)
                        .singleElement()
                        .satisfies(total -> assertThat(total).isLessThan(64 * HttpExchange.MAX_BODY_BYTES));
            }
        });
    }

    @Test
    void methodHeadersAndBodyAreSentAsTheModuleSays() {
        // given
        List<String> seen = new ArrayList<>();
        targets.on("/echo", exchange -> {
            seen.add(exchange.getRequestMethod());
            seen.add(exchange.getRequestHeaders().getFirst("X-Key"));
            seen.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            seen.add(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            ProbeTargets.answer(exchange, 200, "");
        });
        HttpModule post = ProbeTargets.http("""
                method: POST
                headers: {X-Key: secret-value, Content-Type: application/json}
                body: '{"a":1}'
                preferred_ip_protocol: ip4
                """);

        // when
        Attempt attempt = ProbeTargets.run(post, targets.url("/echo"));

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(seen).containsExactly("POST", "secret-value", "application/json", "identity", "{\"a\":1}");
        assertThat(post.toString())
                .contains("X-Key")
                .doesNotContain("secret-value")
                .doesNotContain("\"a\"");
    }

    @Test
    void postWithoutABodyIsSentEmpty() {
        assertThat(ProbeTargets.run(ProbeTargets.module("POST", Duration.ofSeconds(5)), targets.url("/ok"))
                        .outcome())
                .isEqualTo(ProbeOutcome.SUCCESS);
    }

    @Test
    void warmUpReallyCallsSomething() {
        assertThat(ProbeWarmUp.run(ProbeTargets.NOW)).hasValueSatisfying(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
            assertThat(attempt.status()).isEqualTo(200);
        });
    }
}
