package slipstream.ingest.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.ProbePhases;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Condition;
import slipstream.ingest.probe.condition.Conditions;

/** Real servers on loopback that answer as a test wishes, late or never; closing it ends them and whoever waits. */
final class ProbeTargets implements AutoCloseable {
    static final HttpModule GET_2XX = module("GET", Duration.ofSeconds(5));
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final long DELAY_MILLIS = 150;

    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;

    ProbeTargets() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(serving);
        server.createContext("/ok", exchange -> answer(exchange, 200, "fine"));
        server.createContext("/broken", exchange -> answer(exchange, 503, "sorry"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/ok");
            answer(exchange, 302, "");
        });
        server.start();
    }

    void on(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    void serve(Runnable task) {
        serving.execute(task);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        serving.shutdownNow();
    }

    static HttpModule module(String method, Duration timeout) {
        return new HttpModule(
                timeout,
                HttpAsk.GET.withMethod(method, Optional.empty()),
                HttpChecks.ANY_2XX,
                TlsSettings.DEFAULT,
                IpChoice.ANY);
    }

    /** An http module as its section stands in a file; a problem fails the test. */
    static HttpModule http(String section) {
        Problems problems = new Problems();
        Fields fields = YamlReader.parse(section, "probes.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        ProbeModule module = HttpModuleReader.read(Optional.of(fields), Duration.ofSeconds(5), Path.of(""));
        problems.throwIfErrors();
        return (HttpModule) module;
    }

    /** Runs one probe that may reach loopback. */
    static Attempt run(ProbeModule module, String target, String... conditions) {
        return module.prober(AddressRules.LOOPBACK)
                .run(
                        module.normalized(target),
                        new Conditions(Arrays.stream(conditions)
                                .map(Condition::compile)
                                .toList()),
                        NOW);
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A server that takes its time; the latch opens early only when the test is over. */
    void pause() {
        try {
            end.await(DELAY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void waitForEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static long micros(ProbePhases phases) {
        return Stream.of(
                        phases.dnsMillis(),
                        phases.connectMillis(),
                        phases.tlsMillis(),
                        phases.firstByteMillis(),
                        phases.transferMillis())
                .filter(OptionalDouble::isPresent)
                .mapToLong(phase -> Math.round(phase.getAsDouble() * 1000))
                .sum();
    }
}
