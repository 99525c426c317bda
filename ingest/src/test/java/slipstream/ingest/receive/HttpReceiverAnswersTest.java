package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.RequestObservation;

/** What a sender is told beside how many of his items were taken. */
class HttpReceiverAnswersTest {
    @AutoClose
    private final ReceiverWorld world = new ReceiverWorld();

    /** A connection that ended with a refusal would take the client's next request with it. */
    @Test
    void clientThatIsRefusedAgainAndAgainGetsEachAnswer() throws Exception {
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/nowhere"))
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(3_000)))
                .build();

        for (int i = 0; i < 400; i++) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    /** Bad input 24. */
    @Test
    void routesBeyondTheBoundOfTheirServiceAreCountedTogether_andTheSenderIsTold() throws IOException {
        HttpReceiver receiver = world.start(ReceiverLimits.DEFAULTS);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            body.append("{\"time\":1767225600000,\"service\":\"shop\",\"status\":200,\"route\":\"/users/");
            body.append(i).append("\"}\n");
        }

        RawClient.Reply first = ReceiverWorld.post(receiver, ReceiverWorld.LINES_TYPE, body.toString());
        RawClient.Reply known = ReceiverWorld.post(
                receiver,
                ReceiverWorld.LINES_TYPE,
                "{\"time\":1767225600000,\"service\":\"shop\",\"status\":200,\"route\":\"/users/7\"}\n");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers().get("warning")).contains("500 routes", "__overflow__");
        assertThat(known.headers()).doesNotContainKey("warning");
        assertThat(world.sink().observations())
                .extracting(observation -> ((RequestObservation) observation).route())
                .hasSize(1_501)
                .contains("/users/7", "/users/999")
                .filteredOn("__overflow__"::equals)
                .hasSize(500);
    }
}
