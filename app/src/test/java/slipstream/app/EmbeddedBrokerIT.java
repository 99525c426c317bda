package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker that the small team runs on: it keeps what it was told, says what is wrong, and leaves nothing behind. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedBrokerIT {
    @TempDir
    private Path folder;

    @Test
    void recordsAreStillThere_whenReopenedOnAnotherPort() throws Exception {
        List<String> written =
                IntStream.range(0, 1_000).mapToObj(i -> "event-" + i).toList();
        String firstAddress;
        try (TimedBroker broker = TimedBroker.start(folder, "first start")) {
            firstAddress = broker.bootstrapServers();
            try (TopicAdmin topics = new TopicAdmin(firstAddress)) {
                topics.ensure((short) 1);
            }
            ObservationTape.write(firstAddress, written);
        }

        try (TimedBroker broker = TimedBroker.start(folder, "reopened")) {
            List<String> read = ObservationTape.read(broker.bootstrapServers(), written.size());

            assertThat(broker.bootstrapServers()).isNotEqualTo(firstAddress);
            assertThat(read).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void secondStartIsRefused_whenTheFolderIsInUse() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void startIsRefusedWithThePort_andTheFolderIsFreeAgain_whenThePortIsTaken() throws IOException {
        try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, squatter.getLocalPort()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("port " + squatter.getLocalPort())
                    .hasMessageContaining("choose another port");
        }

        try (DataFolder held = DataFolder.hold(folder)) {
            assertThat(held.path()).isEqualTo(folder.toAbsolutePath());
        }
    }

    @Test
    void sameFixedPortCanBeUsedAgain_rightAfterClose() {
        int port = LoopbackPorts.find(0).client();
        EmbeddedBroker.start(folder, port).close();

        try (EmbeddedBroker again = EmbeddedBroker.start(folder, port)) {
            assertThat(again.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void noNonDaemonThreadIsLeft_afterClose_andClosingTwiceIsHarmless() {
        Set<Thread> before = nonDaemonThreads();

        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Set<Thread> during = nonDaemonThreads();
        broker.close();
        broker.close();

        assertThat(during)
                .as("the check sees the broker's threads while it runs")
                .hasSizeGreaterThan(before.size());
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(before).containsAll(nonDaemonThreads()));
    }

    private static Set<Thread> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
