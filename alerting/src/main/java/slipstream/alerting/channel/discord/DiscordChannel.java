package slipstream.alerting.channel.discord;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.Escape;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;
import slipstream.contract.event.AlertState;

/** Posts a group of alerts as an embed (https://discord.com/developers/docs/resources/webhook#execute-webhook). */
final class DiscordChannel implements Channel {
    private static final int MAX_TITLE_CHARS = 256;
    private static final int MAX_MESSAGE_CHARS = 4_096;
    private static final int MAX_CONTENT_CHARS = 2_000;

    /** Alertmanager's red and green. */
    private static final int RED = 0x992D22;

    private static final int GREEN = 0x2ECC71;

    private final DiscordSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    DiscordChannel(DiscordSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return DiscordSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message given) throws InterruptedException {
        Message message = Escape.MARKDOWN.of(given);
        Rendering rendering = new Rendering(surroundings, message);
        Wording wording = new Wording(message);
        String title = rendering.text(
                Optional.ofNullable(settings.texts().get("title")),
                "discord.default.title",
                () -> wording.title(MAX_TITLE_CHARS));
        String text = rendering.text(
                Optional.ofNullable(settings.texts().get("message")), "discord.default.message", () -> list(wording));
        boolean firing = message.group().status() == AlertState.FIRING;
        JsonBody body = new JsonBody();
        configured(body, "content", rendering);
        body.put(
                "embeds",
                List.of(new JsonBody()
                        .put("title", Clip.line(title, MAX_TITLE_CHARS))
                        .put("description", Clip.chars(text, MAX_MESSAGE_CHARS))
                        .put("color", firing ? RED : GREEN)
                        .asMap()));
        configured(body, "username", rendering);
        configured(body, "avatar_url", rendering);
        return rendering.annotated(
                poster.post(settings.url(), HttpPoster.JSON, body.bytes(), Map.of("webhook-id", given.idempotencyKey()))
                        .verdict());
    }

    private void configured(JsonBody body, String key, Rendering rendering) {
        Optional.ofNullable(settings.texts().get(key))
                .ifPresent(template ->
                        body.putUnlessEmpty(key, Clip.chars(rendering.text(template, () -> ""), MAX_CONTENT_CHARS)));
    }

    /** The alerts and where to go, below the title. */
    private static String list(Wording wording) {
        return String.join("\n", wording.list(3_500))
                + wording.acknowledge().map(url -> "\nacknowledge: " + url).orElse("")
                + wording.runbook().map(url -> "\nrunbook: " + url).orElse("");
    }
}
