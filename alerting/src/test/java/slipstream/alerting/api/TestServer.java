package slipstream.alerting.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import slipstream.alerting.desk.AlertDesk;
import slipstream.contract.health.Health;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;

/** Our server on a free port of loopback, over some desk. */
final class TestServer implements AutoCloseable {
    final AtomicInteger reloads = new AtomicInteger();
    private final ApiServer server;

    TestServer(AlertDesk desk, InstantSource clock) {
        this(desk, clock, Optional.empty(), List.of());
    }

    TestServer(AlertDesk desk, InstantSource clock, Optional<AccessToken> token, List<Health> health) {
        server = new ApiServer(
                new ListenAddress("127.0.0.1", 0, token),
                desk,
                new ApiServer.Surroundings(
                        "http://slipstream.example:9093",
                        "test",
                        () -> health,
                        reloads::incrementAndGet,
                        clock,
                        new SimpleMeterRegistry()));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.port();
    }

    Api api() {
        return Api.at(server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
