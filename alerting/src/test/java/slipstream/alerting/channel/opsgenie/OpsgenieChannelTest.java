package slipstream.alerting.channel.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.HttpChannelContract;
import slipstream.alerting.channel.Messages;
import slipstream.alerting.channel.Receivers;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.channel.wording.GroupKeys;

class OpsgenieChannelTest extends HttpChannelContract {
    OpsgenieChannelTest() {
        super("opsgenie_configs", "{api_url: URL, api_key: k}", "{\"result\":\"ok\"}");
    }

    @Test
    void alertIsOpenedAndClosedUnderOneAlias() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.status(202, ""))) {
            Channel channel =
                    Receivers.open("opsgenie_configs", "{api_url: '" + server.url("/api/") + "', api_key: k}");

            channel.deliver(Messages.firing());
            channel.deliver(Messages.resolved());

            String alias = GroupKeys.hash(Messages.firing().group().groupKey());
            assertThat(server.requests())
                    .extracting(StubServer.Request::line)
                    .containsExactly(
                            "POST /api/v2/alerts HTTP/1.1",
                            "POST /api/v2/alerts/" + alias + "/close?identifierType=alias HTTP/1.1");
            assertThat(server.requests().get(0).body()).contains("\"alias\":\"" + alias + "\"");
            assertThat(server.requests().get(0).headers()).containsEntry("authorization", "GenieKey k");
        }
    }
}
