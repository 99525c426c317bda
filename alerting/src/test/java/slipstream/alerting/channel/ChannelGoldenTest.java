package slipstream.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.alerting.channel.http.StubServer;

/** What each channel sends is its golden file. Texts are spelt out where a default template would be asked, which has tests of its own. */
@Timeout(30)
class ChannelGoldenTest {
    /** Each channel, as configured. */
    enum Kind {
        DISCORD(
                "discord_configs",
                "{webhook_url: URL, title: 'Checkout', message: 'burns <@1> fast', content: '@here'}"),
        MSTEAMS("msteamsv2_configs", "{webhook_url: URL}"),
        OPSGENIE(
                "opsgenie_configs",
                "{api_url: URL, api_key: k, message: Checkout, description: burns, source: slipstream,"
                        + " tags: 'slo, checkout', responders: [{name: 'shop, pay', type: teams}], details: {site: berlin}}"),
        PAGERDUTY(
                "pagerduty_configs",
                "{url: URL, routing_key: k, description: Checkout burns, client: Slipstream, client_url: 'https://slo.example',"
                        + " class: error_budget_burn, images: [{src: 'https://slo.example/a.png', alt: chart}]}"),
        SLACK("slack_configs", "{api_url: URL, channel: '#shop', username: slo, send_resolved: true}"),
        SLACK_ATTACHMENT(
                "slack_configs",
                "{api_url: URL, send_resolved: true, color: danger, title: Checkout, title_link: 'https://slo.example',"
                        + " text: burns, pretext: p, footer: f, fallback: b, callback_id: c, short_fields: true,"
                        + " fields: [{title: a, value: b}, {title: c, value: d, short: false}], icon_emoji: ':fire:'}"),
        TELEGRAM(
                "telegram_configs",
                "{api_url: URL, bot_token: '1:T', chat_id: '-7', message: '<b>Checkout</b> burns'}"),
        WEBHOOK("webhook_configs", "{url: URL, max_alerts: 2}");

        private final String key;
        private final String entry;

        Kind(String key, String entry) {
            this.key = key;
            this.entry = entry;
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, "firing", Messages.firing()),
                        Arguments.of(kind, "resolved", Messages.resolved()),
                        Arguments.of(kind, "many", Messages.ofThree()),
                        Arguments.of(kind, "incident", Messages.ofIncident())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bodyIsTheGoldenFile_byteForByte(Kind kind, String name, Message message) throws Exception {
        String file = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + name + ".json";

        String sent = sent(kind, message).body();

        assertThat(sent).isEqualTo(Golden.file(file));
    }

    private static StubServer.Request sent(Kind kind, Message message) throws IOException, InterruptedException {
        try (StubServer server = StubServer.answering(StubServer.status(200, "ok"))) {
            Receivers.open(kind.key, kind.entry.replace("URL", "'" + server.url("/hook") + "'"))
                    .deliver(message);
            return server.requests().get(0);
        }
    }
}
