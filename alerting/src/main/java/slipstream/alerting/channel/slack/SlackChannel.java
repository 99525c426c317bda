package slipstream.alerting.channel.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpAnswer;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.Annotated;
import slipstream.alerting.channel.wording.Escape;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;

/** Posts a group of alerts to a channel of Slack. */
final class SlackChannel implements Channel {
    /** The keys of a message that say who writes where, in the order in which Alertmanager writes them. */
    private static final List<String> ENVELOPE = List.of("channel", "username", "icon_emoji", "icon_url");

    private static final int MAX_FALLBACK_CHARS = 1_000;

    /** Slack advises less than 4 000 for a text. */
    private static final int MAX_PLAIN_CHARS = 3_900;

    private final SlackSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    SlackChannel(SlackSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return SlackSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message given) throws InterruptedException {
        Message message = Escape.SLACK.of(given);
        Rendering rendering = new Rendering(surroundings, message);
        JsonBody body = envelope(rendering);
        Wording wording = new Wording(message);
        if (settings.attachment().isPresent()) {
            body.put("attachments", List.of(settings.attachment().get().json(rendering, wording)));
        } else {
            body.put("text", wording.title(MAX_FALLBACK_CHARS));
            body.put("blocks", new SlackBlocks(message).json());
        }
        HttpAnswer answer = post(body, given);
        Optional<String> refusedLook = SlackVerdict.refusedLook(answer);
        if (refusedLook.isPresent()) {
            HttpAnswer second = post(envelope(rendering).put("text", wording.text(MAX_PLAIN_CHARS)), given);
            return Annotated.with(SlackVerdict.of(second), "as plain text after " + refusedLook.get());
        }
        return rendering.annotated(SlackVerdict.of(answer));
    }

    private JsonBody envelope(Rendering rendering) {
        JsonBody body = new JsonBody();
        for (String key : ENVELOPE) {
            Optional.ofNullable(settings.texts().get(key))
                    .ifPresent(template -> body.putUnlessEmpty(key, rendering.text(template, () -> "")));
        }
        if (settings.linkNames()) {
            body.put("link_names", true);
        }
        return body;
    }

    private HttpAnswer post(JsonBody body, Message message) throws InterruptedException {
        Map<String, String> headers = settings.token()
                .map(token ->
                        Map.of("webhook-id", message.idempotencyKey(), "Authorization", "Bearer " + token.value()))
                .orElseGet(() -> Map.of("webhook-id", message.idempotencyKey()));
        return poster.post(settings.url(), HttpPoster.JSON, body.bytes(), headers);
    }
}
