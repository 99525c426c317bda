package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;

/** How targets fail, by word and by the phase in which they fail. */
class HttpProbeFailureTest {
    private final ProbeTargets targets = new ProbeTargets();

    @AfterEach
    void stop() {
        targets.close();
    }

    @Test
    void refusedConnectionEndsInTheConnectPhase() throws IOException {
        // given
        int free;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = unused.getLocalPort();
        }

        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, "http://127.0.0.1:" + free + "/");

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("refused");
        assertThat(attempt.status()).isEqualTo(Observation.NO_STATUS);
        assertThat(attempt.phases().connectMillis()).isPresent();
        assertThat(attempt.phases().firstByteMillis()).isEmpty();
        assertThat(attempt.phases().transferMillis()).isEmpty();
    }

    @Test
    void unknownHostEndsInTheDnsPhase() {
        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, "http://no-such-host.invalid/");

        // then
        assertThat(attempt.error()).isEqualTo("dns");
        assertThat(attempt.phases().dnsMillis()).hasValue(attempt.latencyMillis());
        assertThat(attempt.phases().connectMillis()).isEmpty();
    }

    @Test
    void targetThatIsSilentIsCutOffAtTheTimeout_inTheFirstBytePhase() {
        // given
        targets.on("/silent", exchange -> targets.waitForEnd());

        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.module("GET", Duration.ofMillis(300)), targets.url("/silent"));

        // then
        assertThat(attempt.error()).isEqualTo("timeout");
        assertThat(attempt.latencyMillis()).isBetween(200d, 3000d);
        assertThat(attempt.phases().firstByteMillis()).isPresent();
        assertThat(attempt.phases().transferMillis()).isEmpty();
        assertThat(ProbeTargets.micros(attempt.phases())).isEqualTo(Math.round(attempt.latencyMillis() * 1000));
    }

    @Test
    void targetThatStopsInMidBodyIsCutOffAtTheTimeout_withItsStatus() {
        // given
        targets.on("/half", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            targets.waitForEnd();
        });

        // when
        Attempt attempt = ProbeTargets.run(ProbeTargets.module("GET", Duration.ofMillis(300)), targets.url("/half"));

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("timeout");
        assertThat(attempt.status()).isEqualTo(200);
        assertThat(attempt.phases().transferMillis()).isPresent();
    }

    @Test
    void connectionThatIsClosedWithoutAnAnswerIsAFailure_andIsNotTriedAgain() throws Exception {
        // given
        List<Integer> accepted = new ArrayList<>();
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            targets.serve(() -> hangUpOnEverybody(rude, accepted));

            // when
            Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, "http://127.0.0.1:" + rude.getLocalPort() + "/");

            // then
            assertThat(attempt.error()).isEqualTo("closed");
        }
        synchronized (accepted) {
            assertThat(accepted).hasSize(1);
        }
    }

    @Test
    void answerThatIsNotHttpIsAProtocolFailure() throws IOException {
        // given
        try (ServerSocket strange = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            targets.serve(() -> {
                try (Socket socket = strange.accept()) {
                    socket.getOutputStream().write("220 mail ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    targets.waitForEnd();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            // when
            Attempt attempt =
                    ProbeTargets.run(ProbeTargets.GET_2XX, "http://127.0.0.1:" + strange.getLocalPort() + "/");

            // then
            assertThat(attempt.error()).isEqualTo("protocol");
        }
    }

    @Test
    void ownNetworkThatIsDownIsNotTheTargetsFault() {
        assertThat(ErrorWords.of(new ConnectException("Network is unreachable (connect failed)")))
                .isEqualTo("network");
        assertThat(ErrorWords.of(new SocketException("Connection reset"))).isEqualTo("closed");
        assertThat(ErrorWords.of(new ConnectException("Connection timed out"))).isEqualTo("connect");
        assertThat(ErrorWords.of(new IOException("what"))).isEqualTo("io");
    }

    private static void hangUpOnEverybody(ServerSocket rude, List<Integer> accepted) {
        while (true) {
            try (Socket socket = rude.accept()) {
                synchronized (accepted) {
                    accepted.add(socket.getPort());
                }
                socket.getInputStream().read();
            } catch (IOException e) {
                return;
            }
        }
    }
}
