package slipstream.ingest.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipstream.contract.event.ProbePhases;

/** Real servers on loopback that answer as a test wishes, late or never; closing it ends them and whoever waits. */
final class ProbeTargets implements AutoCloseable {
    static final HttpModule GET_2XX = module("GET", Duration.ofSeconds(5));
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
        return new HttpModule(timeout, method, Set.of(), Map.of(), Optional.empty(), Optional.empty());
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
