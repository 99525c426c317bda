package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.contract.health.Health;

/** The service as it is wired, with an address where no broker listens. */
@Timeout(60)
class AlertingServiceTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void serviceStartsAtOnceAndWaits_whenThereIsNoBroker_andEndsWithinTenSeconds() throws IOException {
        AlertingService service = service(AlertingSettings.consoleOnly());
        service.start();
        Health.State waiting = service.health().get(0).state();

        Instant before = Instant.now();
        service.close();

        assertThat(waiting).isEqualTo(Health.State.WAITING);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(service.health()).noneMatch(part -> part.state() == Health.State.DOWN);
    }

    @Test
    void serviceIsStartedOnce() throws IOException {
        try (AlertingService service = service(AlertingSettings.consoleOnly())) {
            assertThat(service.health())
                    .singleElement()
                    .satisfies(part -> assertThat(part.reason()).isEqualTo("not started"));
            service.start();

            assertThatThrownBy(service::start).isInstanceOf(IllegalStateException.class);
        }
    }

    private AlertingService service(AlertingSettings settings) throws IOException {
        int port;
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = freed.getLocalPort();
        }
        return new AlertingService(
                settings,
                Map.of("bootstrap.servers", "127.0.0.1:" + port),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                InstantSource.system(),
                meters);
    }
}
