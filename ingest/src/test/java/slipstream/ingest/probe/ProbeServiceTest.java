package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.health.Health;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.receive.RecordingSink;

class ProbeServiceTest {
    private static final HttpModule MODULE = HttpModule.http2xx(Duration.ofMillis(500));

    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private ProbeSettings settings;
    private ProbeService service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(calls.getAndIncrement() == 0 ? 500 : 200, -1);
            exchange.close();
        });
        server.start();
        ProbeTarget target = new ProbeTarget(url(), "shop", Map.of("team", "web"));
        settings = new ProbeSettings(
                "fra1",
                AddressRules.LOOPBACK,
                Optional.empty(),
                List.of(new ProbeJob("site", MODULE, MODULE.timeout(), List.of(target))));
        service = new ProbeService(settings, sink, InstantSource.system(), metrics);
    }

    @AfterEach
    void stop() {
        service.close();
        server.stop(0);
    }

    @Test
    void resultsArePublishedAndCounted_andTheWarmUpIsNotAmongThem() {
        // when
        service.start();
        await().until(() -> sink.observations().size() >= 3);

        // then
        List<Observation> results = sink.observations();
        assertThat(results).allSatisfy(result -> {
            assertThat(result).isInstanceOf(ProbeResult.class);
            assertThat(result.origin().source()).isEqualTo("probe:fra1:site:" + url());
            assertThat(result.service()).isEqualTo("shop");
        });
        assertThat(results).extracting(Observation::timeMillis).isSorted().doesNotHaveDuplicates();
        assertThat(((ProbeResult) results.get(0)).error()).isEqualTo("status 500");
        await().untilAsserted(() -> {
            assertThat(runs("failure")).isGreaterThanOrEqualTo(1);
            assertThat(runs("success")).isGreaterThanOrEqualTo(2);
        });
        assertThat(metrics.get("slipstream.probe.start.lateness").timer().count())
                .isGreaterThanOrEqualTo(3);
        assertThat(service.health()).extracting(Health::state).containsExactly(Health.State.UP);
    }

    @Test
    void healthIsWaiting_beforeTheStartAndAfterTheEnd() {
        assertThat(service.health().get(0).state()).isEqualTo(Health.State.WAITING);

        service.close();

        assertThat(service.health().get(0).reason()).contains("ended");
    }

    @Test
    void healthSaysThatResultsAreNotTaken_untilTheyAre() {
        // given
        sink.confirmWith(() -> CompletableFuture.failedFuture(new IllegalStateException("no leader")));

        // when
        service.start();
        await().until(() -> service.health().get(0).reason().contains("no leader"));
        sink.confirmWith(() -> CompletableFuture.completedFuture(null));

        // then
        await().until(() -> service.health().get(0).state() == Health.State.UP);
    }

    /** Otherwise a slot that was due would leave no record. */
    @Test
    void resultThatWasNotTakenIsToldAgain_andTheSlotsMeanwhileAreMissed() {
        // given
        AtomicInteger refusals = new AtomicInteger(3);
        sink.confirmWith(() -> refusals.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new IllegalStateException("no room"))
                : CompletableFuture.completedFuture(null));

        // when
        service.start();
        await().until(() -> sink.records().size() >= 6);

        // then
        List<Observation> told =
                sink.records().subList(3, 6).stream().flatMap(List::stream).toList();
        assertThat(told.get(0)).isEqualTo(sink.records().get(0).get(0));
        assertThat(told).extracting(Observation::timeMillis).isSorted().doesNotHaveDuplicates();
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).timeMillis() - told.get(i - 1).timeMillis())
                    .isEqualTo(MODULE.timeout().toMillis());
        }
    }

    @Test
    void probesStop_whenTheServiceIsClosed() {
        // given
        service.start();
        await().until(() -> calls.get() > 0);

        // when
        service.close();
        int after = calls.get();

        // then
        await().during(Duration.ofMillis(700)).until(() -> calls.get() == after);
    }

    @Test
    void dueSlotsAreUnknown_whileNeitherTheTargetNorTheGuardAnswers() {
        // given
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        GuardSettings guard = new GuardSettings(List.of(nobody), Duration.ofMillis(200));
        ProbeSettings alone = new ProbeSettings("fra1", AddressRules.LOOPBACK, Optional.of(guard), settings.jobs());
        server.stop(0);

        // when
        try (ProbeService unplugged =
                new ProbeService(alone, sink, InstantSource.system(), new SimpleMeterRegistry())) {
            unplugged.start();
            await().until(() -> sink.observations().size() >= 2);
        }

        // then
        assertThat(sink.observations()).map(ProbeResult.class::cast).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(ProbeOutcome.UNKNOWN);
            assertThat(result.error()).isEqualTo("network");
        });
    }

    @Test
    void oneProbeUsesTheSettingsOfItsTarget_andPublishesNothing() {
        // given
        Instant now = Instant.parse("2026-01-01T00:00:00.123Z");
        ProbeOnce once = new ProbeOnce(settings, InstantSource.fixed(now));

        // when
        ProbeResult listed = once.run(url(), Optional.empty()).result();
        ProbeResult unlisted = once.run("localhost:" + server.getAddress().getPort() + "/other", Optional.empty())
                .result();

        // then
        assertThat(listed.job()).isEqualTo("site");
        assertThat(listed.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(listed.timeMillis()).isEqualTo(now.toEpochMilli());
        assertThat(unlisted.job()).isEqualTo("unlisted");
        assertThat(unlisted.status()).isEqualTo(200);
        assertThat(sink.observations()).isEmpty();
        assertThatThrownBy(() -> once.run("ftp://x", Optional.empty()))
                .hasMessageContaining("not an http or https URL");
    }

    private double runs(String outcome) {
        return metrics.counter("slipstream.probe.runs", "job", "site", "outcome", outcome)
                .count();
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }
}
