package slipstream.alerting.channel.alertmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.SecretUrl;

/**
 * Posts alerts to all Alertmanagers of a cluster; it is enough that one takes them, since they tell each other nothing but what they
 * notified. An alert that fires has to be posted again before {@link PostedAlert#VALID_FOR} is over: whoever calls sees to that.
 */
final class AlertmanagerChannel implements Channel {
    private static final String PATH = "api/v2/alerts";

    private final AlertmanagerSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    AlertmanagerChannel(AlertmanagerSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return AlertmanagerSettings.KIND;
    }

    @Override
    public String target() {
        return settings.urls().stream().map(SecretUrl::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        byte[] body = PostedAlert.json(message.group(), surroundings.clock().instant());
        List<Delivery> answers = new ArrayList<>();
        for (SecretUrl url : settings.urls()) {
            answers.add(poster.post(url.resolve(PATH), HttpPoster.JSON, body, Map.of())
                    .verdict());
        }
        return answers.stream()
                .filter(Delivery.Delivered.class::isInstance)
                .findFirst()
                .orElseGet(() -> answers.stream()
                        .filter(Delivery.Retry.class::isInstance)
                        .findFirst()
                        .orElse(answers.get(0)));
    }
}
