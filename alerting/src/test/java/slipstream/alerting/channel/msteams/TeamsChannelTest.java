package slipstream.alerting.channel.msteams;

import slipstream.alerting.channel.HttpChannelContract;

class TeamsChannelTest extends HttpChannelContract {
    TeamsChannelTest() {
        super("msteamsv2_configs", "{webhook_url: URL}", "");
    }
}
