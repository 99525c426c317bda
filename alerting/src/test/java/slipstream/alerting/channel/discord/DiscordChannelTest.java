package slipstream.alerting.channel.discord;

import slipstream.alerting.channel.HttpChannelContract;

class DiscordChannelTest extends HttpChannelContract {
    DiscordChannelTest() {
        super("discord_configs", "{webhook_url: URL}", "");
    }
}
