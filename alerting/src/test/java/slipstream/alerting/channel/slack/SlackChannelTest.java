package slipstream.alerting.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.HttpChannelContract;
import slipstream.alerting.channel.Messages;
import slipstream.alerting.channel.Receivers;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.http.StubServer;

class SlackChannelTest extends HttpChannelContract {
    SlackChannelTest() {
        super("slack_configs", "{api_url: URL, send_resolved: true}", "ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_blocks", "{\"ok\":false,\"error\":\"msg_blocks_too_long\"}"})
    void messageThatSlackCannotShowIsSentOnceMoreAsPlainText(String error) throws Exception {
        Channel channel = to(StubServer.status(400, error), StubServer.status(200, "ok"));

        Delivery delivery = channel.deliver(Messages.firing());

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(delivery.detail()).contains("as plain text after");
        assertThat(received()).hasSize(2);
        assertThat(received().get(1)).doesNotContain("blocks").contains("checkout burns its budget");
    }

    @Test
    void plainTextIsTriedOnceOnly() throws Exception {
        Channel channel = to(StubServer.status(400, "invalid_blocks"));

        assertThat(channel.deliver(Messages.firing())).isInstanceOf(Delivery.Rejected.class);
        assertThat(received()).hasSize(2);
    }

    @Test
    void templateThatFailsDoesNotCostTheAlert() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, "ok"))) {
            Delivery delivery = Receivers.open(
                            "slack_configs",
                            "{api_url: '" + server.url("/") + "', title: '{{ template \"nowhere\" . }}'}")
                    .deliver(Messages.firing());

            assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
            assertThat(delivery.detail()).contains("told in our own words", "nowhere");
            assertThat(server.requests().get(0).body()).contains("page firing: checkout burns its budget");
        }
    }

    @Test
    void templatesOfTheEntryAreFilledIn() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, "ok"))) {
            Receivers.open(
                            "slack_configs",
                            "{api_url: '" + server.url("/") + "', channel: '#{{ .CommonLabels.service }}',"
                                    + " title: '{{ .Status | toUpper }} {{ len .Alerts.Firing }}'}")
                    .deliver(Messages.firing());

            assertThat(server.requests().get(0).body())
                    .contains("\"channel\":\"#checkout\"", "\"title\":\"FIRING 1\"", "\"color\":\"danger\"");
        }
    }

    @Test
    void botSendsItsTokenAndNamesTheChannel() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(200, "{\"ok\":true}"))) {
            Receivers.open(
                            "slack_configs",
                            "{app_url: '" + server.url("/api") + "', app_token: xoxb-1, channel: '#shop'}")
                    .deliver(Messages.firing());

            assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer xoxb-1");
            assertThat(server.requests().get(0).body()).startsWith("{\"channel\":\"#shop\"");
        }
    }

    @Test
    void namesInAnAlertCallNobodyAndLinkNowhere() throws Exception {
        toGoodReceiver()
                .deliver(Messages.hostile(
                        "<!channel> <https://evil.example|pay>",
                        "@here <!everyone> see <https://wiki.example|wiki>\r\nX"));

        assertThat(received().get(0))
                .doesNotContain("<!channel>", "<!everyone>", "@here", "<https://evil.example")
                .contains("&lt;!channel&gt;", "<https://wiki.example|wiki>");
    }

    @Test
    void blocksStayWithinSlacksLimits() throws Exception {
        toGoodReceiver().deliver(Messages.of(400));

        List<?> blocks = (List<?>) JsonBody.read(received().get(0)).get("blocks");
        assertThat(blocks).hasSizeLessThanOrEqualTo(50);
        assertThat(blocks.stream().mapToInt(block -> block.toString().length()).sum())
                .isLessThanOrEqualTo(13_200);
        assertThat(received().get(0)).contains("and 3");
    }
}
