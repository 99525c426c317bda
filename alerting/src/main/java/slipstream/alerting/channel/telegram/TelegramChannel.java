package slipstream.alerting.channel.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpAnswer;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.http.OneLine;
import slipstream.alerting.channel.http.RetryAfter;
import slipstream.alerting.channel.wording.Annotated;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;

/** Posts a group of alerts to a chat (https://core.telegram.org/bots/api#sendmessage). */
final class TelegramChannel implements Channel {
    private static final int MAX_CHARS = 4_096;

    private final TelegramSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    TelegramChannel(TelegramSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return TelegramSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        Rendering rendering = new Rendering(surroundings, message);
        Wording wording = new Wording(message);
        boolean html = settings.parseMode().equals(TelegramSettings.HTML);
        String text = html
                ? rendering.html(settings.message(), "telegram.default.message", () -> html(ownWords(wording)))
                : rendering.text(settings.message(), "telegram.default.message", () -> ownWords(wording));
        // Markup that is cut in the middle is no markup: what is too long goes in our own words, which fit.
        boolean fits = text.length() <= MAX_CHARS;
        String mode = fits ? settings.parseMode() : "";
        HttpAnswer answer = post(fits ? text : ownWords(wording), mode, wording, message);
        if (answer.status() == 400 && !mode.isEmpty() && answer.body().contains("can't parse entities")) {
            HttpAnswer second = post(ownWords(wording), "", wording, message);
            return Annotated.with(verdict(second), "as plain text: Telegram could not read the markup");
        }
        return rendering.annotated(verdict(answer));
    }

    private HttpAnswer post(String text, String parseMode, Wording wording, Message message)
            throws InterruptedException {
        JsonBody body = new JsonBody()
                .put("chat_id", settings.chat())
                .put("text", text)
                .putUnlessEmpty("parse_mode", parseMode)
                .put("disable_web_page_preview", true);
        if (settings.quiet()) {
            body.put("disable_notification", true);
        }
        if (settings.thread().isPresent()) {
            body.put("message_thread_id", settings.thread().getAsInt());
        }
        wording.acknowledge()
                .ifPresent(url -> body.put(
                        "reply_markup", Map.of("inline_keyboard", List.of(List.of(button("Acknowledge", url))))));
        return poster.post(
                settings.url(), HttpPoster.JSON, body.bytes(), Map.of("webhook-id", message.idempotencyKey()));
    }

    private Delivery verdict(HttpAnswer answer) {
        Map<?, ?> json = JsonBody.read(answer.body());
        if (answer.isSuccess()) {
            return Boolean.TRUE.equals(json.get("ok"))
                    ? new Delivery.Delivered("HTTP " + answer.status() + " ok")
                    : new Delivery.Rejected(
                            DeliveryReason.REFUSED,
                            settings.url()
                                    .masked(OneLine.of(
                                            "HTTP " + answer.status() + ", but Telegram says " + answer.body())));
        }
        if (answer.status() == 429
                && json.get("parameters") instanceof Map<?, ?> parameters
                && parameters.get("retry_after") instanceof Integer seconds) {
            return new Delivery.Retry(
                    DeliveryReason.BUSY,
                    answer.verdict().detail(),
                    Optional.of(RetryAfter.bounded(Duration.ofSeconds(seconds))));
        }
        return answer.verdict();
    }

    private static String ownWords(Wording wording) {
        return wording.text(MAX_CHARS);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> button(String label, String url) {
        return new JsonBody().put("text", label).put("url", url).asMap();
    }
}
