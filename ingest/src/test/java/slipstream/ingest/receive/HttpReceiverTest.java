package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.health.Health;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;

/** What becomes of the items of a body. */
class HttpReceiverTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReceiverWorld world = new ReceiverWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void oneObjectIsAccepted_withARunningNumberAsItsSequence() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"received\":1,\"accepted\":1,\"dropped\":0,\"dead\":0}");
        assertThat(world.sink().observations())
                .singleElement()
                .isInstanceOfSatisfying(RequestObservation.class, request -> {
                    assertThat(request.service()).isEqualTo("shop");
                    assertThat(request.status()).isEqualTo(200);
                    assertThat(request.origin().source()).startsWith("http:");
                    assertThat(request.origin().sequence()).isEqualTo(1);
                });
    }

    @Test
    void originsThatTheClientGivesAreKept_soThatAResendIsRecognised() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        String body = "[" + ReceiverWorld.withOrigin("till-7", 41) + "," + ReceiverWorld.withOrigin("till-7", 42) + "]";

        // when
        ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, body);
        ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, body);

        // then
        assertThat(world.sink().observations())
                .extracting(observation -> observation.origin().source() + "#"
                        + observation.origin().sequence())
                .containsExactly("till-7#41", "till-7#42", "till-7#41", "till-7#42");
    }

    @Test
    void consecutiveObservationsOfOneSourceTravelAsOneRecord_ofAtMostAHundred() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            items.add(ReceiverWorld.withOrigin("a", i));
        }
        items.add(ReceiverWorld.withOrigin("b", 1));
        items.add(ReceiverWorld.withOrigin("a", 251));

        // when
        ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, String.join("\n", items));

        // then
        assertThat(world.sink().records()).extracting(List::size).containsExactly(100, 100, 50, 1, 1);
        assertThat(world.sink().records())
                .allSatisfy(record -> assertThat(record)
                        .extracting(observation -> observation.origin().source())
                        .containsOnly(record.get(0).origin().source()));
    }

    @Test
    void runningNumbersGrowWithinEachSource_whenManyClientsSendAtOnce() throws Exception {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        String body = "[" + ReceiverWorld.GOOD + ("," + ReceiverWorld.GOOD).repeat(149) + "]";

        // when
        List<Future<RawClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            replies.add(clients.submit(() -> ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, body)));
        }
        for (Future<RawClient.Reply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(200);
        }
        clients.shutdown();

        // then
        assertThat(world.sink().observations()).hasSize(80 * 150);
        assertThat(world.sink().observations().stream()
                        .map(observation -> observation.origin().source())
                        .distinct())
                .allSatisfy(source -> assertThat(world.sequencesOf(source))
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .startsWith(1L));
    }

    @Test
    void aClientMayNotSpeakForTheReceiversOwnSource() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.GOOD);
        String own = world.sink().observations().get(0).origin().source();

        // when
        RawClient.Reply reply =
                ReceiverWorld.post(receiver, ReceiverWorld.JSON_TYPE, ReceiverWorld.withOrigin(own, 1_000_000));

        // then
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("name_not_allowed", "\"field\":\"source\"");
    }

    @Test
    void badItemsAreNamedByIndexAndKeptWithTheirBytes_andGoodOnesAreTaken() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        String late = "{ \"time\" : 1, \"service\":\"shöp\" }";

        // when
        RawClient.Reply reply = ReceiverWorld.post(
                receiver,
                ReceiverWorld.JSON_TYPE,
                "[" + ReceiverWorld.GOOD + " , " + late + "," + ReceiverWorld.GOOD + "]");

        // then
        JsonNode body = JSON.readTree(reply.body());
        assertThat(reply.status()).isEqualTo(207);
        assertThat(body.get("accepted").asInt()).isEqualTo(2);
        assertThat(body.get("errors")).hasSize(1);
        assertThat(body.get("errors").get(0).get("index").asInt()).isEqualTo(1);
        assertThat(body.get("errors").get(0).get("code").asText()).isEqualTo("timestamp_out_of_range");
        assertThat(body.get("errors").get(0).get("field").asText()).isEqualTo("time");
        DeadLetter letter = world.sink().letters().get(0);
        assertThat(letter.reason()).isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
        assertThat(letter.entry()).isEqualTo("http");
        assertThat(letter.position()).isEqualTo(1);
        assertThat(new String(letter.bytes(), StandardCharsets.UTF_8)).isEqualTo(late);
    }

    @Test
    void onlyTheFirstHundredErrorsAreListed_butAllAreCounted() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);

        // when
        RawClient.Reply reply = ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, "{}\n".repeat(250));

        // then
        JsonNode body = JSON.readTree(reply.body());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(body.get("dead").asInt()).isEqualTo(250);
        assertThat(body.get("errors")).hasSize(100);
        assertThat(world.sink().letters()).hasSize(250);
    }

    @Test
    void blankLinesAreDroppedAndCounted_andDoNotMoveTheIndexOfOthers() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);

        // when
        RawClient.Reply reply =
                ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, ReceiverWorld.GOOD + "\r\n\r\n \nbad\n");

        // then
        JsonNode body = JSON.readTree(reply.body());
        assertThat(body.get("received").asInt()).isEqualTo(4);
        assertThat(body.get("dropped").asInt()).isEqualTo(2);
        assertThat(body.get("errors").get(0).get("index").asInt()).isEqualTo(3);
        assertThat(world.sink().drops()).containsExactly("blank_line", "blank_line");
    }

    @Test
    void receivedIsAcceptedPlusDroppedPlusDead_overASeededMixOfBodies() throws IOException {
        // given
        long seed = 20_260_101L;
        Random random = new Random(seed);
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        String[] lines = {
            ReceiverWorld.GOOD,
            "{}",
            "",
            "nonsense",
            "{\"time\":1,\"service\":\"shop\"}",
            ReceiverWorld.withOrigin("x", 5),
            "[]"
        };
        long received = 0;
        long accepted = 0;
        long dropped = 0;
        long dead = 0;

        // when
        for (int i = 0; i < 200; i++) {
            List<String> chosen = new ArrayList<>();
            for (int n = random.nextInt(30); n >= 0; n--) {
                chosen.add(lines[random.nextInt(lines.length)]);
            }
            boolean asLines = random.nextBoolean();
            String body = asLines ? String.join("\n", chosen) : "[" + String.join(",", chosen) + "]";
            JsonNode reply = JSON.readTree(
                    ReceiverWorld.post(receiver, asLines ? ReceiverWorld.LINES_TYPE : ReceiverWorld.JSON_TYPE, body)
                            .body());
            received += reply.path("received").asLong(1);
            accepted += reply.path("accepted").asLong(0);
            dropped += reply.path("dropped").asLong(0);
            dead += reply.path("dead").asLong(1);
        }

        // then
        String about = "seed " + seed;
        assertThat(accepted + dropped + dead).as(about).isEqualTo(received);
        assertThat(world.sink().observations())
                .as(about)
                .hasSize((int) accepted)
                .isNotEmpty();
        assertThat(world.sink().drops()).as(about).hasSize((int) dropped).isNotEmpty();
        assertThat(world.sink().letters()).as(about).hasSize((int) dead).isNotEmpty();
    }

    @Test
    void clientWithTheTokenIsLetIn() throws IOException {
        // given
        HttpReceiver receiver = world.start(ReceiverSettings.at(
                new ListenAddress("127.0.0.1", 0, Optional.of(new AccessToken("a-token-of-sixteen"))),
                ReceiverLimits.DEFAULTS));
        String head = "POST /api/v1/observations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-of-sixteen\r\n"
                + "Content-Type: application/json; charset=\"UTF-8\"\r\nContent-Length: " + ReceiverWorld.GOOD.length()
                + "\r\n\r\n";

        // when
        RawClient.Reply reply =
                RawClient.send(receiver.port(), (head + ReceiverWorld.GOOD).getBytes(StandardCharsets.US_ASCII));

        // then
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void startSaysWhichAddressIsTaken() throws IOException {
        // given
        HttpReceiver first = world.start(ReceiverLimits.DEFAULTS);
        HttpReceiver second = world.receiver(ReceiverSettings.at(ListenAddress.loopback(first.port())));

        // then
        assertThat(second.health()).extracting(Health::state).containsExactly(Health.State.WAITING);
        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + first.port());
        second.close();
    }
}
