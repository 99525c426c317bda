package slipstream.alerting.channel.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpPoster;

/** Posts a group of alerts to a web address. The status of the answer is the verdict; its body is for people only. */
final class WebhookChannel implements Channel {
    private final WebhookSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    WebhookChannel(WebhookSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return WebhookSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        byte[] body = body(message);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", message.idempotencyKey());
        settings.signing()
                .ifPresent(secrets -> headers.putAll(secrets.headers(
                        message.idempotencyKey(), surroundings.clock().instant(), body)));
        return poster.post(settings.url(), HttpPoster.JSON, body, headers).verdict();
    }

    private byte[] body(Message message) {
        return switch (settings.format()) {
            case ALERTMANAGER ->
                WebhookPayload.of(
                                surroundings.receiver(),
                                surroundings.externalUrl(),
                                settings.maxAlerts(),
                                message.group())
                        .json();
            case STANDARD ->
                StandardPayload.json(
                        surroundings.receiver(),
                        surroundings.externalUrl(),
                        settings.maxAlerts(),
                        message,
                        surroundings.clock().instant());
        };
    }
}
