package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What slow, greedy and vanishing clients can do: nothing to others. */
class HttpReceiverLimitsTest {
    private final ReceiverWorld world = new ReceiverWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void chunkedBodyOverTheLimitIsCutOff_andNothingOfItIsTaken() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        RawClient.Reply reply;

        // when
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write(ReceiverWorld.chunkedHead());
            for (int i = 0; i < 81; i++) {
                socket.getOutputStream().write(chunk);
            }
            reply = RawClient.read(socket.getInputStream());
        }

        // then
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).contains("\"code\":\"body_too_large\"", "\"limit\":5242880");
        assertThat(world.buffered()).isZero();
        assertThat(world.sink().letters()).isEmpty();
    }

    @Test
    void bodyThatDripsIsCutOffAfterTheIdleTime_thoughItNeverFallsSilent() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofMillis(600), Duration.ofSeconds(5), 4, 64));

        // when
        RawClient.Reply reply;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write(ReceiverWorld.chunkedHead());
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        socket.getOutputStream().write("1\r\n \r\n".getBytes(StandardCharsets.US_ASCII));
                        return socket.getInputStream().available() > 0;
                    });
            reply = RawClient.read(socket.getInputStream());
        }

        // then
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).contains("\"too_slow\"");
        assertThat(world.buffered()).isZero();
    }

    @Test
    void bodyThatFallsSilentIsCutOff_andOthersAreServedMeanwhile() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofMillis(800), Duration.ofSeconds(5), 4, 64));
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(ReceiverWorld.chunkedHead());
            silent.add(socket);
        }

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);

        // then
        assertThat(reply.status()).isEqualTo(200);
        for (Socket socket : silent) {
            assertThat(RawClient.read(socket.getInputStream()).status()).isEqualTo(408);
            socket.close();
        }
        assertThat(world.buffered()).isZero();
    }

    @Test
    void clientThatGoesAwayInMidBodyLeavesNothingBehind() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);

        // when
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write(ReceiverWorld.chunkedHead());
            socket.getOutputStream().write("5\r\n[1234\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> world.buffered() == 5);
        }

        // then
        await().until(() -> world.buffered() == 0);
        assertThat(world.sink().letters()).isEmpty();
        assertThat(ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bodiesAreTurnedAway_whenTogetherTheyFillTheMemorySetAside() throws IOException {
        // given
        ReceiverLimits small =
                new ReceiverLimits(1000, 10, 100, Duration.ofSeconds(10), Duration.ofSeconds(5), 1, 1, 1000);
        HttpReceiver receiver = world.start(small);

        // when
        RawClient.Reply reply;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write(ReceiverWorld.chunkedHead());
            socket.getOutputStream()
                    .write(("3e0\r\n" + " ".repeat(0x3e0) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            await().until(() -> world.buffered() == 0x3e0);
            reply = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);
        }

        // then
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("\"busy\"");
        await().until(() -> world.buffered() == 0);
        assertThat(ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void connectionsBeyondTheLimitWait_untilOneCloses() throws Exception {
        // given
        HttpReceiver receiver =
                world.start(new ReceiverLimits(1000, 10, 2, Duration.ofSeconds(10), Duration.ofSeconds(5), 1, 1, 1000));
        Socket first = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
        Socket second = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
        ping(first);
        ping(second);
        ExecutorService client = Executors.newSingleThreadExecutor();

        // when
        Future<RawClient.Reply> third =
                client.submit(() -> ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD));
        await().during(Duration.ofMillis(300)).until(() -> !third.isDone());
        first.close();

        // then
        assertThat(third.get().status()).isEqualTo(200);
        second.close();
        client.shutdown();
    }

    private static void ping(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(RawClient.read(socket.getInputStream()).status()).isEqualTo(404);
    }
}
