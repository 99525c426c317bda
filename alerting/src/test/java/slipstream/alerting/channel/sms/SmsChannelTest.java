package slipstream.alerting.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

class SmsChannelTest {
    private static final Message FIRING = new Message(
            AlertGroup.ofOne(Alerts.firing()),
            "4711",
            Optional.of(new IncidentLink("7QK3M", Optional.of("P0"), Optional.of("https://s.example/a/7Qk"), "")));

    @TempDir
    Path folder;

    @Test
    void oneRequestForEachNumber_withTheWordsOfTwilio() throws Exception {
        try (StubServer stub = StubServer.answering(StubServer.status(201, "{\"sid\":\"SM1\"}"))) {
            Delivery delivery =
                    channel(stub, "[\"+4915112345678\", \"+15005550006\"]").deliver(FIRING);

            assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
            assertThat(stub.requests()).hasSize(2);
            StubServer.Request first = stub.requests().get(0);
            assertThat(first.line()).startsWith("POST /2010-04-01/Accounts/AC123/Messages.json ");
            assertThat(first.headers().get("authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder().encodeToString("AC123:token".getBytes(StandardCharsets.UTF_8)));
            assertThat(first.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
            assertThat(first.body()).startsWith("To=%2B4915112345678&From=%2B15005550001&Body=");
            assertThat(URLDecoder.decode(first.body(), StandardCharsets.UTF_8))
                    .endsWith("Body=P0 checkout DOWN burns its budget \"fast\" ack: https://s.example/a/7Qk");
        }
    }

    @Test
    void wrongNumberIsRejected_fullQueueAndThrottlingAreTriedAgain() throws Exception {
        assertThat(told(400, "{\"code\":21211,\"message\":\"invalid To\"}")).isInstanceOf(Delivery.Rejected.class);
        assertThat(told(400, "{\"code\": 21610}").reason()).isEqualTo(DeliveryReason.REFUSED);
        assertThat(told(400, "{\"code\": 21611}")).isInstanceOf(Delivery.Retry.class);
        assertThat(told(429, "{\"code\": 20429}").reason()).isEqualTo(DeliveryReason.BUSY);
        assertThat(told(503, "")).isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void numberThatHasTheMessageDoesNotGetItAgain() throws Exception {
        try (StubServer stub = StubServer.answering(
                StubServer.status(201, "{}"), StubServer.status(503, ""), StubServer.status(201, "{}"))) {
            Channel channel = channel(stub, "[\"+4915112345678\", \"+15005550006\"]");

            Delivery first = channel.deliver(FIRING);
            Delivery second = channel.deliver(FIRING);

            assertThat(first).isInstanceOf(Delivery.Retry.class);
            assertThat(second).isInstanceOf(Delivery.Delivered.class);
            assertThat(stub.requests())
                    .extracting(request -> request.body().substring(0, 16))
                    .containsExactly("To=%2B4915112345", "To=%2B1500555000", "To=%2B1500555000");
        }
    }

    @Test
    void scheduleThatNobodyResolvedIsRejected() throws Exception {
        try (StubServer stub = StubServer.answering(StubServer.status(201, "{}"))) {
            Delivery delivery = channel(stub, "[\"@oncall:web\"]").deliver(FIRING);

            assertThat(delivery).isInstanceOf(Delivery.Rejected.class);
            assertThat(delivery.detail()).contains("@oncall:web");
        }
    }

    @Test
    void textIsOneSegment() {
        String end = " ack: https://s.example/a/7Qk";

        assertThat(SmsText.of("x".repeat(500), end)).hasSize(160).endsWith("..." + end);
        assertThat(SmsText.of("[" + "{}".repeat(200), end)).hasSizeLessThan(100).endsWith("..." + end);
        assertThat(SmsText.of("Сервис не отвечает ".repeat(20), end))
                .hasSize(70)
                .endsWith(end);
        assertThat(SmsText.of("budget – “gone” … 14.6×", "")).isEqualTo("budget - \"gone\" ... 14.6x");
        assertThat(SmsText.of("Größe ç ő", "")).isEqualTo("Größe c o");
        assertThat(SmsText.of("checkout DOWN checkout: 412 bad", "")).isEqualTo("checkout DOWN: 412 bad");
        assertThat(SmsText.of("a\r\nb", "")).isEqualTo("a b");
    }

    private Delivery told(int status, String body) throws Exception {
        try (StubServer stub = StubServer.answering(StubServer.status(status, body))) {
            return channel(stub, "[\"+4915112345678\"]").deliver(FIRING);
        }
    }

    private Channel channel(StubServer stub, String to) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(
                folder.resolve("entry.yml"),
                "provider: twilio\naccount_sid: AC123\nauth_token: token\nfrom: \"+15005550001\"\nto: " + to
                        + "\napi_url: " + stub.url("") + "\n");
        ChannelSettings settings = SmsSettings.read(
                        YamlReader.read(file, problems)
                                .get(0)
                                .asFields(problems)
                                .orElseThrow(),
                        new GlobalSection(folder, Optional.empty()))
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        return settings.open(new Surroundings(
                "team-X", "http://slipstream:8080", "Slipstream/test", InstantSource.fixed(Alerts.T0)));
    }
}
