package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.MisconfiguredException;

/** What a client is told while Kafka is slow, silent or away, and when the receiver ends. */
class HttpReceiverKafkaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReceiverWorld world = new ReceiverWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void noAnswerIsGiven_beforeEverythingIsConfirmed() throws Exception {
        // given
        CompletableFuture<Void> kafka = new CompletableFuture<>();
        world.sink().confirmWith(() -> kafka);
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        ExecutorService client = Executors.newSingleThreadExecutor();

        // when
        Future<RawClient.Reply> reply = client.submit(
                () -> ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, "[" + ReceiverWorld.GOOD + ",{}]"));
        await().until(() -> world.sink().letters().size() == 1
                && world.sink().observations().size() == 1);

        // then
        assertThat(reply.isDone()).isFalse();
        kafka.complete(null);
        assertThat(reply.get().status()).isEqualTo(207);
        client.shutdown();
    }

    @Test
    void clientIsToldToTryAgain_whenKafkaRefuses_andHealthSaysSoUntilItTakesAgain() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        world.sink().confirmWith(() -> CompletableFuture.failedFuture(new IllegalStateException("no leader")));

        // when
        RawClient.Reply refused = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);
        List<Health> meanwhile = receiver.health();
        world.sink().confirmWith(() -> CompletableFuture.completedFuture(null));
        RawClient.Reply taken = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);

        // then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(refused.body()).contains("\"not_confirmed\"").doesNotContain("no leader");
        assertThat(meanwhile).singleElement().satisfies(health -> {
            assertThat(health.state()).isEqualTo(Health.State.WAITING);
            assertThat(health.reason()).contains("no leader");
        });
        assertThat(taken.status()).isEqualTo(200);
        assertThat(receiver.health()).extracting(Health::state).containsExactly(Health.State.UP);
    }

    @Test
    void badInput27_clientIsToldThatAPersonIsNeeded_whenKafkaRefusesForGood_andHealthIsDown() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        world.sink()
                .confirmWith(() -> CompletableFuture.failedFuture(
                        new MisconfiguredException(new IOException("Not authorized to access topics"))));

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);

        // then
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("\"misconfigured\"");
        assertThat(receiver.health().get(0).state()).isEqualTo(Health.State.DOWN);
        assertThat(receiver.health().get(0).reason()).contains("Not authorized");
        world.sink().confirmWith(() -> CompletableFuture.completedFuture(null));
        assertThat(ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD)
                        .status())
                .isEqualTo(200);
        assertThat(receiver.health().get(0).state()).isEqualTo(Health.State.UP);
    }

    @Test
    void nothingIsPublishedBehindARefusedRecord_soThatAResendIsNotTakenForOldNews() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        world.sink().confirmWith(() -> CompletableFuture.failedFuture(new IllegalStateException("buffer full")));
        StringBuilder body = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            body.append(ReceiverWorld.withOrigin("till-7", i)).append('\n');
        }

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, body.toString());

        // then
        assertThat(reply.status()).isEqualTo(503);
        assertThat(world.sink().records()).hasSize(1);
    }

    @Test
    void clientIsToldToTryAgain_whenKafkaIsSilent() throws IOException {
        // given
        HttpReceiver receiver =
                world.start(ReceiverWorld.limits(Duration.ofSeconds(10), Duration.ofMillis(200), 4, 64));
        world.sink().confirmWith(CompletableFuture::new);

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);

        // then
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("retry-after", "1");
        assertThat(receiver.health().get(0).reason()).contains("did not confirm in time");
        assertThat(world.metrics()
                        .counter("slipstream.receiver.answers", "status", "503", "code", "not_confirmed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void answerComes_thoughTheSinkItselfBlocks_andFurtherBodiesAreTurnedAway() throws Exception {
        // given
        CompletableFuture<Void> room = new CompletableFuture<>();
        world.sink().confirmWith(() -> {
            room.join();
            return CompletableFuture.completedFuture(null);
        });
        HttpReceiver receiver = world.start(ReceiverWorld.limits(Duration.ofSeconds(10), Duration.ofSeconds(2), 1, 1));
        ExecutorService clients = Executors.newFixedThreadPool(6);

        // when
        List<Future<RawClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            replies.add(
                    clients.submit(() -> ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD)));
        }
        List<String> codes = new ArrayList<>();
        for (Future<RawClient.Reply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(503);
            codes.add(JSON.readTree(reply.get().body()).get("error").get("code").asText());
        }
        room.complete(null);
        clients.shutdown();

        // then
        assertThat(codes).containsOnly("busy", "not_confirmed");
        assertThat(codes).filteredOn("not_confirmed"::equals).hasSize(2);
    }

    @Test
    void requestInFlightIsAnswered_whenTheReceiverIsClosed() throws Exception {
        // given
        CompletableFuture<Void> kafka = new CompletableFuture<>();
        world.sink().confirmWith(() -> kafka);
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        int port = receiver.port();
        ExecutorService client = Executors.newFixedThreadPool(2);
        Future<RawClient.Reply> reply =
                client.submit(() -> ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD));
        await().until(() -> world.sink().observations().size() == 1);

        // when
        Future<?> closing = client.submit(receiver::close);
        await().until(() -> isRefused(port));
        kafka.complete(null);

        // then
        assertThat(reply.get().status()).isEqualTo(200);
        closing.get();
        assertThat(receiver.health()).extracting(Health::state).containsExactly(Health.State.WAITING);
        client.shutdown();
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
