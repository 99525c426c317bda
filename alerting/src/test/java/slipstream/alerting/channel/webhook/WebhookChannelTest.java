package slipstream.alerting.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelContract;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.Messages;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.group.AlertGroup;

@Timeout(30)
class WebhookChannelTest extends ChannelContract {
    private static final AlertGroup GROUP = AlertGroup.ofOne(Alerts.firing());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private static final Surroundings SURROUNDINGS =
            new Surroundings("team-shop", "http://127.0.0.1:8080", "Slipstream/9.9", new ManualClock(Alerts.T0));

    private final List<StubServer> servers = new ArrayList<>();

    @AfterEach
    void stopServers() throws IOException {
        for (StubServer server : servers) {
            server.close();
        }
    }

    @Override
    protected Channel toGoodReceiver() throws IOException {
        return channel(serving(StubServer.status(200, "thank you")).url("/hook"), PATIENCE);
    }

    @Override
    protected Channel toBadReceiver() throws IOException {
        return channel(serving(StubServer.status(500, "out of\r\nmemory")).url("/hook"), PATIENCE);
    }

    @Override
    protected List<String> received() {
        return servers.stream()
                .flatMap(server -> server.requests().stream())
                .map(StubServer.Request::body)
                .toList();
    }

    @Test
    void requestIsAPostOfJson_thatNamesTheSenderAndTheNotification() throws Exception {
        StubServer server = serving(StubServer.status(204, ""));

        channel(server.url("/hook?team=shop"), PATIENCE).deliver(new Message(GROUP, "0a1b2c"));

        StubServer.Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hook?team=shop HTTP/1.1");
        assertThat(request.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("user-agent", "Slipstream/9.9")
                .containsEntry("webhook-id", "0a1b2c")
                .doesNotContainKey("upgrade");
    }

    @Test
    void userAndPasswordOfTheAddressBecomeBasicAuthorization() throws Exception {
        StubServer server = serving(StubServer.status(200, ""));

        channel("http://ana:s3cret@127.0.0.1:" + server.port() + "/hook", PATIENCE)
                .deliver(new Message(GROUP, "key"));

        assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Basic YW5hOnMzY3JldA==");
    }

    @Test
    void requestIsSigned_whereThereIsASecret() throws Exception {
        StubServer server = serving(StubServer.status(200, ""));
        SigningSecrets secrets = SigningSecrets.of(List.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

        settings(server.url("/hook"), PATIENCE)
                .withSigning(secrets)
                .open(SURROUNDINGS)
                .deliver(new Message(GROUP, "0a1b2c"));

        StubServer.Request request = server.requests().get(0);
        assertThat(request.headers())
                .containsAllEntriesOf(
                        secrets.headers("0a1b2c", Alerts.T0, request.body().getBytes(StandardCharsets.UTF_8)))
                .containsEntry("webhook-id", "0a1b2c");
    }

    @Test
    void standardFormatHasATypeAndTheIncident_andStaysShort() throws Exception {
        StubServer server = serving(StubServer.status(200, ""));
        Channel channel = settings(server.url("/hook"), PATIENCE)
                .withFormat(WebhookFormat.STANDARD)
                .open(SURROUNDINGS);

        channel.deliver(Messages.ofIncident());
        channel.deliver(Messages.of(10_000));

        assertThat(server.requests().get(0).body())
                .startsWith("{\"type\":\"alert.firing\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"data\":{")
                .contains("\"incident\":{\"id\":\"7QK3M\"");
        assertThat(server.requests().get(1).body())
                .hasSizeLessThanOrEqualTo(StandardPayload.MAX_BYTES)
                .containsPattern("\"truncatedAlerts\":99[0-9]{2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 599})
    void failureOfTheServerIsTriedAgain(int status) throws Exception {
        Delivery delivery = answered(StubServer.status(status, "oops"));

        assertThat(delivery).isEqualTo(new Delivery.Retry(DeliveryReason.SERVER_ERROR, "HTTP " + status + " oops"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429})
    void requestForPatienceIsTriedAgain(int status) throws Exception {
        Delivery delivery = answered(StubServer.status(status, ""));

        assertThat(delivery).isEqualTo(new Delivery.Retry(DeliveryReason.BUSY, "HTTP " + status));
    }

    @Test
    void retryAfterInSecondsIsHandedOn() throws Exception {
        Delivery delivery = answered(StubServer.status(429, "", "Retry-After: 7"));

        assertThat(((Delivery.Retry) delivery).retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
    }

    @Test
    void retryAfterAsADateIsCountedFromNow() throws Exception {
        Delivery delivery = answered(StubServer.status(503, "", "retry-after: Sat, 31 Jan 2026 12:00:30 GMT"));

        assertThat(((Delivery.Retry) delivery).retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void refusalIsFinal(int status) throws Exception {
        Delivery delivery = answered(StubServer.status(status, "no"));

        assertThat(delivery).isEqualTo(new Delivery.Rejected(DeliveryReason.REFUSED, "HTTP " + status + " no"));
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        StubServer elsewhere = serving(StubServer.status(200, ""));
        StubServer server = serving(StubServer.status(307, "", "Location: " + elsewhere.url("/")));

        Delivery delivery = channel(server.url("/hook"), PATIENCE).deliver(new Message(GROUP, "key"));

        assertThat(delivery).isEqualTo(new Delivery.Rejected(DeliveryReason.REDIRECTED, "HTTP 307"));
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void silenceIsTriedAgain() throws Exception {
        StubServer server = serving(StubServer.silence());

        Delivery delivery = channel(server.url("/hook"), IMPATIENCE).deliver(new Message(GROUP, "key"));

        assertThat(delivery)
                .isEqualTo(
                        new Delivery.Retry(DeliveryReason.TIMED_OUT, "no answer from http://127.0.0.1 within 300 ms"));
    }

    @Test
    void brokenConnectionIsTriedAgain() throws Exception {
        Delivery delivery = answered(StubServer.reset());

        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.UNREACHABLE);
    }

    @Test
    void absentReceiverIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = freed.getLocalPort();
        }

        Delivery delivery =
                channel("http://127.0.0.1:" + port + "/hook", PATIENCE).deliver(new Message(GROUP, "key"));

        assertThat(delivery)
                .isEqualTo(new Delivery.Retry(DeliveryReason.UNREACHABLE, "ConnectException at http://127.0.0.1"));
    }

    @Test
    void confirmationCounts_evenIfItsBodyNeverArrives() throws Exception {
        StubServer server = serving(StubServer.stalledBody(200));

        Delivery delivery = channel(server.url("/hook"), IMPATIENCE).deliver(new Message(GROUP, "key"));

        assertThat(delivery).isEqualTo(new Delivery.Delivered("HTTP 200 half"));
    }

    @Test
    void bodyWithoutEndIsReadInPartOnly() throws Exception {
        Delivery delivery = answered(StubServer.endlessBody(400));

        assertThat(delivery.reason()).isEqualTo(DeliveryReason.REFUSED);
        assertThat(delivery.detail()).hasSizeLessThan(310);
    }

    @Test
    void answerThatRepeatsTheSecretsOfTheAddressIsMasked() throws Exception {
        StubServer server = serving(StubServer.status(404, "no route /hook/T0K3N?key=CANARY for ana:s3cret"));

        Delivery delivery = channel("http://ana:s3cret@127.0.0.1:" + server.port() + "/hook/T0K3N?key=CANARY", PATIENCE)
                .deliver(new Message(GROUP, "key"));

        assertThat(delivery.detail()).startsWith("HTTP 404 no route /***").doesNotContain("T0K3N", "CANARY", "s3cret");
    }

    @Test
    void interruptionEndsTheWait() throws Exception {
        StubServer server = serving(StubServer.silence());
        Channel channel = channel(server.url("/hook"), PATIENCE);
        Thread.currentThread().interrupt();

        assertThat(catchThrowable(() -> channel.deliver(new Message(GROUP, "key"))))
                .isInstanceOf(InterruptedException.class);
    }

    private Delivery answered(StubServer.Answer answer) throws Exception {
        return channel(serving(answer).url("/hook"), PATIENCE).deliver(new Message(GROUP, "key"));
    }

    private StubServer serving(StubServer.Answer answer) throws IOException {
        StubServer server = StubServer.answering(answer);
        servers.add(server);
        return server;
    }

    private static Channel channel(String url, Duration timeout) {
        return settings(url, timeout).open(SURROUNDINGS);
    }

    private static WebhookSettings settings(String url, Duration timeout) {
        return new WebhookSettings(SecretUrl.parse(url), true, 0, HttpSettings.DEFAULT.withTimeout(timeout));
    }
}
