package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;

/** While none of the guard's addresses answers, a failure says nothing about the target. */
class NetworkGuardTest {
    private static final Attempt NO_ANSWER = failure(Observation.NO_STATUS, "timeout");
    private static final Attempt BAD_ANSWER = failure(500, "status 500");

    @Test
    void failureIsUnknown_whileNoAddressAnswers() throws IOException {
        NetworkGuard guard = guard(freePort(), freePort());

        Attempt judged = guard.judge(NO_ANSWER);

        assertThat(judged.outcome()).isEqualTo(ProbeOutcome.UNKNOWN);
        assertThat(judged.error()).isEqualTo("network");
        assertThat(guard.judge(BAD_ANSWER)).as("an answer is an answer").isEqualTo(BAD_ANSWER);
    }

    @Test
    void failureStaysAFailure_whenOneAddressAnswers() throws IOException {
        try (ServerSocket up = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(guard(freePort(), up.getLocalPort()).judge(NO_ANSWER)).isEqualTo(NO_ANSWER);
        }
    }

    @Test
    void failureStaysAFailure_withoutAGuard() {
        assertThat(new NetworkGuard(Optional.empty()).judge(NO_ANSWER)).isEqualTo(NO_ANSWER);
    }

    @Test
    void networkThatComesBackIsNoticed() throws IOException {
        int port = freePort();
        NetworkGuard guard = guard(port);
        assertThat(guard.isUp()).isFalse();

        try (ServerSocket up = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            assertThat(up.isBound()).isTrue();
            await().atMost(Duration.ofSeconds(5)).until(guard::isUp);
        }
    }

    private static NetworkGuard guard(int... ports) {
        List<InetSocketAddress> targets = Arrays.stream(ports)
                .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
        return new NetworkGuard(Optional.of(new GuardSettings(targets, Duration.ofSeconds(1))));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Attempt failure(int status, String error) {
        return new Attempt(ProbeOutcome.FAILURE, status, 5, ProbePhases.NONE, Optional.empty(), error);
    }
}
