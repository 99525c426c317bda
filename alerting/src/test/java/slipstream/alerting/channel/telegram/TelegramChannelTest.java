package slipstream.alerting.channel.telegram;

import slipstream.alerting.channel.HttpChannelContract;

class TelegramChannelTest extends HttpChannelContract {
    TelegramChannelTest() {
        super("telegram_configs", "{api_url: URL, bot_token: '1:T', chat_id: '-7'}", "{\"ok\":true}");
    }
}
