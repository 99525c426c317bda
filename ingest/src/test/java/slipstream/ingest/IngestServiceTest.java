package slipstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.IncludePattern;
import slipstream.ingest.tail.TailSettings;

/** The wiring, without a broker: the parts start, say how they are, and end. What they do with a broker is tested in the app. */
@Timeout(60)
class IngestServiceTest {
    /** Nobody listens there. */
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", "127.0.0.1:1");

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    @Test
    void everyPartSaysHowItIs() throws IOException {
        try (IngestService service = service(settings(0), folder.resolve("data"))) {
            service.start();

            assertThat(service.httpPort().orElseThrow()).isPositive();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(service.health())
                            .extracting(Health::part)
                            .anyMatch(part -> part.equals("ingest publisher"))
                            .anyMatch(part -> part.contains("http"))
                            .anyMatch(part -> part.contains("access.log")));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(service.health())
                            .filteredOn(part -> part.part().contains("access.log"))
                            .singleElement()
                            .satisfies(file -> assertThat(file.reason()).contains("does not exist")));
            assertThat(service.reports())
                    .singleElement()
                    .satisfies(report -> assertThat(report.lines()).isZero());
        }
    }

    @Test
    void nothingListensAnyMoreAfterClosing() {
        IngestService service = service(settings(0), folder.resolve("data"));
        service.start();
        int port = service.httpPort().orElseThrow();

        service.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(IOException.class);
    }

    @Test
    void portThatIsTakenEndsTheStartWithItsReason() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                IngestService service = service(settings(taken.getLocalPort()), folder.resolve("data"))) {
            assertThatThrownBy(service::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void dataFolderThatCannotBeUsedIsSaidAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> service(settings(0), file.resolve("data")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be used");
    }

    private static IngestService service(IngestSettings settings, Path data) {
        return new IngestService(settings, KAFKA, data, TimeBounds.live(CLOCK), CLOCK, new SimpleMeterRegistry());
    }

    private IngestSettings settings(int port) {
        FileLogSettings file = new FileLogSettings(
                List.of(IncludePattern.of(folder, "access.log")),
                LineFormat.of("combined", Map.of(), List.of(), ZoneOffset.UTC),
                FileLogSettings.From.STORED,
                true,
                Map.of("service", "web"));
        return new IngestSettings(
                List.of(ReceiverSettings.at(ListenAddress.loopback(port)), new TailSettings(List.of(file))));
    }
}
