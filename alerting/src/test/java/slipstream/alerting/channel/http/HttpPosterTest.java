package slipstream.alerting.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Directory;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.http.HttpSettings.ProxySettings;
import slipstream.alerting.template.Templates;

@Timeout(30)
class HttpPosterTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[::ffff:169.254.169.254]/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://0.0.0.0/",
                "http://100.100.100.200/"
            })
    void metadataAddressIsNeverCalled_inEverySpelling(String url) throws Exception {
        HttpAnswer answer = post(url, HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED);

        assertThat(answer.verdict()).isInstanceOf(Delivery.Rejected.class);
        assertThat(answer.verdict().reason()).isEqualTo(DeliveryReason.ADDRESS_REFUSED);
        assertThat(answer.verdict().detail()).contains("never called");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0xa9fea9fe/", "http://2852039166/", "http://0251.0376.0251.0376/"})
    void metadataAddressInOtherNumeralsIsNeverCalled(String url) throws Exception {
        SecretUrl parsed;
        try {
            parsed = SecretUrl.parse(url);
        } catch (IllegalArgumentException e) {
            // Refused when the configuration is read, which is sooner still.
            return;
        }
        HttpAnswer answer = poster(HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED)
                .post(parsed, HttpPoster.JSON, BODY, Map.of());

        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.verdict().reason()).isIn(DeliveryReason.ADDRESS_REFUSED, DeliveryReason.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
    void privateAddressIsRefusedAfterItsNameWasResolved_whereItIsNotAllowed(String host) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, ""))) {
            HttpAnswer answer =
                    post("http://" + host + ":" + server.port() + "/", HttpSettings.DEFAULT, AddressPolicy.PUBLIC_ONLY);

            assertThat(answer.verdict().reason()).isEqualTo(DeliveryReason.ADDRESS_REFUSED);
            assertThat(answer.verdict().detail()).contains("private address");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void nameThatResolvesToLoopbackIsCalled_whereThatIsAllowed() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, "fine"))) {
            HttpAnswer answer = post(
                    "http://localhost:" + server.port() + "/", HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.body()).isEqualTo("fine");
        }
    }

    @Test
    void redirectToAMetadataAddressIsNotFollowed() throws Exception {
        HttpAnswer answer = answered(StubServer.status(302, "", "Location: http://169.254.169.254/"));

        assertThat(answer.verdict().reason()).isEqualTo(DeliveryReason.REDIRECTED);
    }

    @Test
    void receiverThatIsGoneIsRejectedAsGone() throws Exception {
        assertThat(answered(StubServer.status(410, "bye")).verdict())
                .isEqualTo(new Delivery.Rejected(DeliveryReason.GONE, "HTTP 410 bye"));
    }

    @Test
    void noMoreThanTheBeginningOfAHugeAnswerIsRead() throws Exception {
        HttpAnswer answer = answered(StubServer.status(200, "x".repeat(10 * 1024 * 1024)));

        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.body()).hasSize(HttpPoster.MAX_ANSWER_BYTES);
    }

    @Test
    void answerWithoutEndIsCut() throws Exception {
        HttpAnswer answer = answered(StubServer.endlessBody(200));

        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.body()).hasSize(HttpPoster.MAX_ANSWER_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void requestIsSentOnce_whateverTheAnswerInvitesTo(int status) throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(status, "", "Retry-After: 0"))) {
            post(server.url("/"), HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void receiverThatDoesNotSpeakTlsGetsNothing() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, ""))) {
            HttpAnswer answer = post(
                    "https://127.0.0.1:" + server.port() + "/T0K3N",
                    HttpSettings.DEFAULT.withTimeout(Duration.ofSeconds(3)),
                    AddressPolicy.PRIVATE_ALLOWED);

            assertThat(answer.verdict()).isInstanceOf(Delivery.Retry.class);
            assertThat(server.requests()).isEmpty();
            assertThat(answer.verdict().detail()).doesNotContain("T0K3N");
        }
    }

    @Test
    void certificateThatNobodyVouchesForIsNamed_andTakenWhereTheSettingsSaySo() throws Exception {
        try (TlsStub server = TlsStub.start(InetAddress.getLoopbackAddress())) {
            String url = "https://127.0.0.1:" + server.port() + "/";
            HttpSettings insecure = withTls(
                    new TlsSettings(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            HttpSettings trusting = withTls(new TlsSettings(
                    false,
                    Optional.of(server.certificatePem()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("hooks.example")));

            HttpAnswer strict = post(url, HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(strict.verdict()).isInstanceOf(Delivery.Retry.class);
            assertThat(strict.verdict().reason()).isEqualTo(DeliveryReason.TLS_FAILED);
            assertThat(strict.verdict().detail()).contains("certification path");
            assertThat(post(url, insecure, AddressPolicy.PRIVATE_ALLOWED).isSuccess())
                    .isTrue();
            assertThat(post(url, trusting, AddressPolicy.PRIVATE_ALLOWED).isSuccess())
                    .isTrue();
        }
    }

    @Test
    void certificateOfAnotherNameIsRefused() throws Exception {
        try (TlsStub server = TlsStub.start(InetAddress.getLoopbackAddress())) {
            HttpSettings trusting = withTls(new TlsSettings(
                    false, Optional.of(server.certificatePem()), Optional.empty(), Optional.empty(), Optional.empty()));

            HttpAnswer answer =
                    post("https://127.0.0.1:" + server.port() + "/", trusting, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(answer.verdict().reason()).isEqualTo(DeliveryReason.TLS_FAILED);
        }
    }

    @Test
    void headersOfTheSettingsAreSent() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, ""))) {
            HttpSettings settings = new HttpSettings(
                    HttpSettings.DEFAULT_TIMEOUT,
                    Optional.of(new Secret("Bearer t0k3n")),
                    Map.of("X-Team", new Secret("shop")),
                    TlsSettings.DEFAULT,
                    Optional.empty(),
                    true);

            post(server.url("/"), settings, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(server.requests().get(0).headers())
                    .containsEntry("authorization", "Bearer t0k3n")
                    .containsEntry("x-team", "shop")
                    .containsEntry("user-agent", "Slipstream/9.9");
        }
    }

    @Test
    void proxyGetsTheRequestForTheReceiver() throws Exception {
        try (StubServer proxy = StubServer.answering(StubServer.status(200, ""))) {
            HttpSettings settings = new HttpSettings(
                    HttpSettings.DEFAULT_TIMEOUT,
                    Optional.empty(),
                    Map.of(),
                    TlsSettings.DEFAULT,
                    Optional.of(new ProxySettings(
                            "127.0.0.1", proxy.port(), Optional.of("ana"), Optional.of(new Secret("s3cret")))),
                    true);

            HttpAnswer answer = post("http://hooks.example/a", settings, AddressPolicy.PRIVATE_ALLOWED);

            assertThat(answer.isSuccess()).isTrue();
            assertThat(proxy.requests().get(0).line()).isEqualTo("POST http://hooks.example/a HTTP/1.1");
            assertThat(proxy.requests().get(0).headers())
                    .containsEntry("proxy-authorization", "Basic YW5hOnMzY3JldA==");
        }
    }

    private static HttpSettings withTls(TlsSettings tls) {
        return new HttpSettings(HttpSettings.DEFAULT_TIMEOUT, Optional.empty(), Map.of(), tls, Optional.empty(), true);
    }

    private static HttpAnswer answered(StubServer.Answer answer) throws IOException, InterruptedException {
        try (StubServer server = StubServer.answering(answer)) {
            return post(server.url("/"), HttpSettings.DEFAULT, AddressPolicy.PRIVATE_ALLOWED);
        }
    }

    private static HttpAnswer post(String url, HttpSettings settings, AddressPolicy policy)
            throws InterruptedException {
        return poster(settings, policy).post(SecretUrl.parse(url), HttpPoster.JSON, BODY, Map.of());
    }

    private static HttpPoster poster(HttpSettings settings, AddressPolicy policy) {
        return new HttpPoster(
                settings,
                new Surroundings(
                        "team-shop",
                        "http://127.0.0.1:8080",
                        "Slipstream/9.9",
                        new ManualClock(Alerts.T0),
                        Templates.standard(),
                        policy,
                        Directory.NOBODY));
    }
}
