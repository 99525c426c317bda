package slipstream.alerting.channel.msteams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpAnswer;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.AlertWords;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.Escape;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;
import slipstream.contract.event.AlertState;

/** Posts a group of alerts as an adaptive card. Teams takes up to 28 KB. */
final class TeamsChannel implements Channel {
    private static final int MAX_TITLE_CHARS = 300;
    private static final int MAX_TEXT_CHARS = 12_000;

    /** Old connectors answer 200 and hide the true status in the text. */
    private static final Pattern HIDDEN_STATUS = Pattern.compile("HTTP error (\\d{3})");

    private final TeamsSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    TeamsChannel(TeamsSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return settings.kind();
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message given) throws InterruptedException {
        Message message = Escape.MARKDOWN.of(given);
        Rendering rendering = new Rendering(surroundings, message);
        byte[] body = new JsonBody()
                .put("type", "message")
                .put(
                        "attachments",
                        List.of(new JsonBody()
                                .put("contentType", "application/vnd.microsoft.card.adaptive")
                                .put("content", card(message, rendering))
                                .asMap()))
                .bytes();
        HttpAnswer answer =
                poster.post(settings.url(), HttpPoster.JSON, body, Map.of("webhook-id", given.idempotencyKey()));
        return rendering.annotated(verdict(answer));
    }

    private Map<String, Object> card(Message message, Rendering rendering) {
        Wording wording = new Wording(message);
        String title = Optional.ofNullable(settings.texts().get("title"))
                .map(template -> rendering.text(template, () -> wording.title(MAX_TITLE_CHARS)))
                .orElseGet(() -> wording.title(MAX_TITLE_CHARS));
        boolean firing = message.group().status() == AlertState.FIRING;
        List<Map<String, Object>> body = new ArrayList<>();
        body.add(textBlock(Clip.line(title, MAX_TITLE_CHARS))
                .put("weight", "Bolder")
                .put("size", "Medium")
                .put("color", firing ? "Attention" : "Good")
                .asMap());
        body.add(content(message, rendering, wording));
        message.incident()
                .ifPresent(link -> body.add(
                        textBlock(Wording.incident(link)).put("isSubtle", true).asMap()));
        JsonBody card = new JsonBody()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", body);
        List<Map<String, Object>> actions = new ArrayList<>();
        wording.acknowledge().ifPresent(url -> actions.add(link("Acknowledge", url)));
        wording.runbook().ifPresent(url -> actions.add(link("Runbook", url)));
        wording.page().ifPresent(url -> actions.add(link("Page", url)));
        return actions.isEmpty() ? card.asMap() : card.put("actions", actions).asMap();
    }

    private Map<String, Object> content(Message message, Rendering rendering, Wording wording) {
        String template = settings.texts().get("text");
        if (template == null && message.group().events().size() == 1) {
            List<Map<String, Object>> facts = new ArrayList<>();
            new AlertWords(message.group().events().get(0))
                    .facts()
                    .forEach((name, value) -> facts.add(new JsonBody()
                            .put("title", name)
                            .put("value", value)
                            .asMap()));
            return new JsonBody().put("type", "FactSet").put("facts", facts).asMap();
        }
        // A blank line is what markdown takes for a new one.
        String list = String.join("\n\n", wording.list(MAX_TEXT_CHARS));
        String text = template == null ? list : rendering.text(template, () -> list);
        return textBlock(Clip.chars(text, MAX_TEXT_CHARS)).asMap();
    }

    private static Delivery verdict(HttpAnswer answer) {
        Matcher hidden = HIDDEN_STATUS.matcher(answer.body());
        if (!answer.isSuccess() || !hidden.find()) {
            return answer.verdict();
        }
        String detail = answer.verdict().detail();
        int status = Integer.parseInt(hidden.group(1));
        return status == 429 || status >= 500
                ? new Delivery.Retry(status == 429 ? DeliveryReason.BUSY : DeliveryReason.SERVER_ERROR, detail)
                : new Delivery.Rejected(DeliveryReason.REFUSED, detail);
    }

    private static JsonBody textBlock(String text) {
        return new JsonBody().put("type", "TextBlock").put("text", text).put("wrap", true);
    }

    private static Map<String, Object> link(String title, String url) {
        return new JsonBody()
                .put("type", "Action.OpenUrl")
                .put("title", title)
                .put("url", url)
                .asMap();
    }
}
