package slipstream.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.channel.http.StubServer.Answer;
import slipstream.alerting.channel.http.TlsStub;

/** Every channel over HTTP meets every kind of bad receiver. */
@Timeout(60)
class ChannelTroubleTest {
    /** Each channel as an operator configures it, with the answer that its receiver gives when all is well. */
    enum Kind {
        DISCORD("discord_configs", "{webhook_url: URL}", ""),
        MSTEAMS("msteams_configs", "{webhook_url: URL}", "1"),
        MSTEAMSV2("msteamsv2_configs", "{webhook_url: URL}", ""),
        OPSGENIE("opsgenie_configs", "{api_url: URL, api_key: k}", "{\"result\":\"Request will be processed\"}"),
        PAGERDUTY("pagerduty_configs", "{url: URL, routing_key: k}", "{\"status\":\"success\"}"),
        SLACK("slack_configs", "{api_url: URL, send_resolved: true}", "ok"),
        SLACK_ATTACHMENT("slack_configs", "{api_url: URL, title: t, send_resolved: true}", "ok"),
        SLACK_BOT(
                "slack_configs",
                "{app_url: URL, app_token: xoxb-1, channel: '#a', send_resolved: true}",
                "{\"ok\":true,\"ts\":\"1.2\"}"),
        TELEGRAM("telegram_configs", "{api_url: URL, bot_token: '1:T', chat_id: '-7'}", "{\"ok\":true}"),
        WEBHOOK("webhook_configs", "{url: URL}", "thanks");

        private final String key;
        private final String entry;
        private final String good;

        Kind(String key, String entry, String good) {
            this.key = key;
            this.entry = entry;
            this.good = good;
        }

        Channel open(String url) throws IOException {
            return Receivers.open(key, entry.replace("URL", "'" + url + "'"));
        }

        Channel openImpatient(String url) throws IOException {
            return Receivers.open(key, entry.replace("URL", "'" + url + "'").replace("}", ", timeout: 500ms}"));
        }
    }

    private static TlsStub doubtful;

    @BeforeAll
    static void startDoubtfulServer() throws Exception {
        doubtful = TlsStub.start(InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void stopDoubtfulServer() {
        doubtful.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goodAnswerIsAConfirmation(Kind kind) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(202, kind.good))) {
            Delivery firing = kind.open(server.url("/T0K3N")).deliver(Messages.firing());
            Delivery resolved = kind.open(server.url("/T0K3N")).deliver(Messages.resolved());

            assertThat(firing).isInstanceOf(Delivery.Delivered.class);
            assertThat(resolved).isInstanceOf(Delivery.Delivered.class);
            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.headers())
                            .containsEntry("content-type", "application/json")
                            .containsEntry("user-agent", "Slipstream/9.9"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void failureOfTheServerIsTriedAgain(Kind kind) throws Exception {
        Delivery delivery = answered(kind, StubServer.status(500, "oops"));

        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.SERVER_ERROR);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void patienceIsGranted(Kind kind) throws Exception {
        Delivery delivery = answered(
                kind,
                StubServer.status(
                        429,
                        "{\"retry_after\":7,\"ok\":false,\"error\":\"rate_limited\",\"parameters\":{\"retry_after\":7}}",
                        "Retry-After: 7"));

        assertThat(delivery.reason()).isEqualTo(DeliveryReason.BUSY);
        assertThat(((Delivery.Retry) delivery).retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void silenceEndsWithTheTimeLimit(Kind kind) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.silence())) {
            Delivery delivery = kind.openImpatient(server.url("/T0K3N")).deliver(Messages.firing());

            assertThat(delivery).isInstanceOf(Delivery.Retry.class);
            assertThat(delivery.reason()).isEqualTo(DeliveryReason.TIMED_OUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void brokenConnectionIsTriedAgain(Kind kind) throws Exception {
        Delivery delivery = answered(kind, StubServer.reset());

        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void answerWithoutEndHoldsNobodyUp(Kind kind) throws Exception {
        Delivery delivery = answered(kind, StubServer.endlessBody(400));

        assertThat(delivery).isInstanceOf(Delivery.Rejected.class);
        assertThat(delivery.detail()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingIsSaidToAServerThatNobodyVouchesFor(Kind kind) throws Exception {
        Delivery delivery =
                kind.open("https://127.0.0.1:" + doubtful.port() + "/T0K3N").deliver(Messages.firing());

        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.TLS_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void metadataServiceIsNeverToldAnything(Kind kind) throws Exception {
        assertThat(kind.open("http://169.254.169.254/T0K3N")
                        .deliver(Messages.firing())
                        .reason())
                .isEqualTo(DeliveryReason.ADDRESS_REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void receiverThatIsGoneIsRejected(Kind kind) throws Exception {
        assertThat(answered(kind, StubServer.status(410, "")).reason()).isEqualTo(DeliveryReason.GONE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void secretsStandInNoDetail(Kind kind) throws Exception {
        try (StubServer server = StubServer.answering((connection, closed) ->
                StubServer.status(404, "nothing at /T0K3N").to(connection, closed))) {
            Channel channel = kind.open(server.url("/T0K3N"));

            assertThat(channel.deliver(Messages.firing()).detail() + channel.target())
                    .doesNotContain("T0K3N");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLACK     | invalid_payload                           | REFUSED",
                "SLACK     | {\"ok\":false,\"error\":\"no_channel\"}   | REFUSED",
                "SLACK     | {\"ok\":false,\"error\":\"rate_limited\"} | BUSY",
                "SLACK_BOT | {\"ok\":false,\"error\":\"fatal_error\"}  | BUSY",
                "SLACK_BOT | <html>ok</html>                           | REFUSED",
                "TELEGRAM  | {\"ok\":false,\"description\":\"no\"}     | REFUSED",
                "MSTEAMS   | Microsoft Teams endpoint returned HTTP error 429 | BUSY",
                "MSTEAMS   | Microsoft Teams endpoint returned HTTP error 404 | REFUSED",
                "MSTEAMSV2 | Microsoft Teams endpoint returned HTTP error 502 | SERVER_ERROR"
            })
    void errorInAGoodAnswerIsAnError(Kind kind, String body, DeliveryReason reason) throws Exception {
        assertThat(answered(kind, StubServer.status(200, body)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "WEBHOOK")
    void tenThousandAlertsMakeOneShortMessage_thatCountsWhatItLeavesOut(Kind kind) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, kind.good))) {
            kind.open(server.url("/")).deliver(Messages.of(10_000));

            String body = server.requests().get(0).body();
            assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(20 * 1024);
            assertThat(body).containsPattern("and 9,9[0-9]{2} more");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WEBHOOK", "PAGERDUTY", "OPSGENIE"})
    void namesThatTryToBeMoreStayNames(Kind kind) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, kind.good))) {
            kind.open(server.url("/"))
                    .deliver(Messages.hostile(
                            "<!channel> [pay](https://evil.example) <https://evil.example|pay>\r\nX: y",
                            "@everyone <@U1> <!here> [pay](https://evil.example) & more"));

            assertThat(server.requests().get(0).body())
                    .doesNotContain("<!channel>", "<!here>", "<@U1>", "<https://evil.example");
            if (kind != Kind.TELEGRAM) {
                assertThat(server.requests().get(0).body()).doesNotContain("@everyone");
            }
            if (kind == Kind.DISCORD || kind == Kind.MSTEAMS || kind == Kind.MSTEAMSV2) {
                assertThat(server.requests().get(0).body()).doesNotContain("](https://evil");
            }
        }
    }

    private static Delivery answered(Kind kind, Answer answer) throws IOException, InterruptedException {
        try (StubServer server = StubServer.answering(answer)) {
            return kind.open(server.url("/T0K3N")).deliver(Messages.firing());
        }
    }
}
