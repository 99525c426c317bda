package slipstream.alerting.channel.pagerduty;

import java.util.Map;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.wording.Rendering;

/** Opens and closes incidents of PagerDuty. 202 is the confirmation; 400 says that the event itself is wrong. */
final class PagerDutyChannel implements Channel {
    private final PagerDutySettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    PagerDutyChannel(PagerDutySettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return PagerDutySettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        Rendering rendering = new Rendering(surroundings, message);
        byte[] body = new PagerDutyEvent(settings, message, rendering, surroundings.externalUrl()).json();
        Map<String, String> headers = Map.of("webhook-id", message.idempotencyKey());
        return rendering.annotated(
                poster.post(settings.url(), HttpPoster.JSON, body, headers).verdict());
    }
}
