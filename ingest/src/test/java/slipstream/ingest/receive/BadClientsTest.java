package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.SourceContext;

/** Bad inputs 9, 10, 24 and 28: those that it takes many clients, or much of one, to give. */
class BadClientsTest {
    private final ReceiverWorld world = new ReceiverWorld();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        world.close();
    }

    private Socket connect(HttpReceiver receiver, String sent) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port()), 5_000);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isCutOff(Socket socket) {
        try {
            // What was answered before, if anything, is read away.
            socket.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    private static String head(String more) {
        return "POST /api/v1/observations HTTP/1.1\r\nHost: x\r\n" + more;
    }

    private static int statusOfAGoodBody(HttpReceiver receiver) throws IOException {
        return ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD)
                .status();
    }

    @Test
    void badInput9_twoHundredSlowHeadersAndBodiesAreCutOff_andOthersAreServed() throws IOException {
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofSeconds(1), Duration.ofSeconds(5), 4, 64));
        for (int i = 0; i < 100; i++) {
            connect(receiver, head("X-A"));
            connect(receiver, head("Content-Type: application/json\r\nContent-Length: 100\r\n\r\n["));
        }

        assertThat(statusOfAGoodBody(receiver)).isEqualTo(200);
        assertThat(sockets).allMatch(BadClientsTest::isCutOff);
        assertThat(world.buffered()).isZero();
        assertThat(statusOfAGoodBody(receiver)).isEqualTo(200);
    }

    @Test
    void badInput10_ofFiveThousandIdleConnectionsThoseBeyond1024AreNotServed_andThereIsRoomWhenTheyAreCutOff()
            throws IOException {
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofSeconds(10), Duration.ofSeconds(5), 4, 64));
        int opened = 0;
        while (opened < 5000 && isLetIn(receiver)) {
            opened++;
        }

        // The operating system keeps some in its queue beyond those that the server has.
        assertThat(opened).isBetween(1024, 1300);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> statusOfAGoodBody(receiver) == 200);
    }

    private boolean isLetIn(HttpReceiver receiver) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port()), 2_500);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void badInput28_clientsThatAskToBeToldToContinueAndDoNot_areCutOff() throws IOException {
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofSeconds(1), Duration.ofSeconds(5), 4, 64));
        for (int i = 0; i < 300; i++) {
            connect(
                    receiver,
                    head("Content-Type: application/json\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n"));
        }

        assertThat(statusOfAGoodBody(receiver)).isEqualTo(200);
        assertThat(sockets).allMatch(BadClientsTest::isCutOff);
        assertThat(world.buffered()).isZero();
    }

    /** A name that was seen once is not kept: the receiver has no table that could grow. Streams caps what is counted apart. */
    @Test
    void badInput24_memoryStaysFlat_overTwoHundredThousandNamesAndRoutes() throws IOException {
        Counting sink = new Counting();
        try (HttpReceiver receiver = new HttpReceiver(
                ReceiverSettings.at(ListenAddress.loopback(0)),
                new SourceContext(
                        sink,
                        Map.of(),
                        Path.of("unused"),
                        TimeBounds.live(ReceiverWorld.T0),
                        ReceiverWorld.T0,
                        new SimpleMeterRegistry()))) {
            receiver.start();
            post(receiver, 0, 2);
            long before = usedAfterCollection();

            post(receiver, 2, 40);

            assertThat(sink.count.get()).isEqualTo(40 * 5000);
            assertThat(usedAfterCollection() - before).isLessThan(16L * 1024 * 1024);
        }
    }

    private static void post(HttpReceiver receiver, int from, int to) throws IOException {
        for (int body = from; body < to; body++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 5000; i++) {
                String id = body + "-" + i;
                lines.append("{\"time\":1767225600000,\"service\":\"s").append(id);
                lines.append("\",\"route\":\"/users/").append(id).append("\",\"status\":200}\n");
            }
            assertThat(ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, lines.toString())
                            .status())
                    .isEqualTo(200);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Keeps nothing. */
    private static final class Counting implements ObservationSink {
        private final AtomicLong count = new AtomicLong();

        @Override
        public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
            count.addAndGet(observations.size());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> reject(DeadLetter letter) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void drop(String entry, String reason) {
            throw new AssertionError(reason);
        }
    }
}
