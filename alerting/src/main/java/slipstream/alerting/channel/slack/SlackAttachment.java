package slipstream.alerting.channel.slack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.alerting.channel.wording.Wording;
import slipstream.contract.document.Fields;

/**
 * The coloured attachment that Alertmanager sends, for entries that say what it is to hold.
 *
 * @param texts templates by their keys; what is missing is Alertmanager's default of that name
 * @param markdownIn the parts that Slack reads as markup
 */
record SlackAttachment(
        Map<String, String> texts, List<Field> fields, List<Map<String, String>> actions, List<String> markdownIn) {
    /** What Slack shows of a title (Alertmanager's own limit). */
    private static final int MAX_TITLE_CHARS = 1024;

    /** Slack cuts texts at 40 000; nobody reads so far. */
    private static final int MAX_TEXT_CHARS = 12_000;

    private static final List<String> TEXTS = List.of(
            "title",
            "title_link",
            "pretext",
            "text",
            "fallback",
            "callback_id",
            "image_url",
            "thumb_url",
            "footer",
            "color");

    private static final List<String> ACTION_TEXTS = List.of("type", "text", "url", "style", "name", "value");
    private static final List<String> MARKDOWN = List.of("fallback", "pretext", "text");

    /** Alertmanager's defaults, where they are not simply the template {@code slack.default.KEY}. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "color", "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}",
            "title_link", "{{ template \"slack.default.titlelink\" . }}",
            "callback_id", "{{ template \"slack.default.callbackid\" . }}",
            "image_url", "",
            "thumb_url", "");

    SlackAttachment {
        texts = Map.copyOf(texts);
        fields = List.copyOf(fields);
        actions = List.copyOf(actions);
        markdownIn = List.copyOf(markdownIn);
    }

    /** A title and a value in two columns, or in one when it is not short. */
    record Field(String title, String value, boolean isShort) {
        Field {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Present as soon as an entry says anything of it. */
    static Optional<SlackAttachment> read(Fields entry) {
        Map<String, String> texts = TemplateFields.read(entry, TEXTS);
        boolean shortFields = entry.bool("short_fields").orElse(false);
        List<Field> fields = new ArrayList<>();
        for (Fields field : entry.listOfFields("fields")) {
            Optional<String> title = TemplateFields.read(field, "title");
            Optional<String> value = TemplateFields.read(field, "value");
            boolean isShort = field.bool("short").orElse(shortFields);
            field.done();
            if (title.isEmpty() || value.isEmpty()) {
                field.missing(title.isEmpty() ? "title" : "value");
            } else {
                fields.add(new Field(title.get(), value.get(), isShort));
            }
        }
        List<Map<String, String>> actions = new ArrayList<>();
        for (Fields action : entry.listOfFields("actions")) {
            actions.add(TemplateFields.read(action, ACTION_TEXTS));
            if (action.has("confirm")) {
                action.warning("confirm", "has no effect: the button asks nothing");
            }
            action.done();
        }
        List<String> markdownIn = entry.listOfText("mrkdwn_in");
        return texts.isEmpty() && fields.isEmpty() && actions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SlackAttachment(texts, fields, actions, markdownIn.isEmpty() ? MARKDOWN : markdownIn));
    }

    /** The attachment of one message. */
    Map<String, Object> json(Rendering rendering, Wording wording) {
        JsonBody json = new JsonBody();
        for (String key : TEXTS) {
            json.putUnlessEmpty(key, text(key, rendering, wording));
        }
        List<Map<String, Object>> filled = new ArrayList<>();
        for (Field field : fields) {
            filled.add(new JsonBody()
                    .put("title", rendering.text(field.title(), () -> ""))
                    .put("value", rendering.text(field.value(), () -> ""))
                    .put("short", field.isShort())
                    .asMap());
        }
        if (!filled.isEmpty()) {
            json.put("fields", filled);
        }
        if (!actions.isEmpty()) {
            json.put(
                    "actions",
                    actions.stream().map(action -> filled(action, rendering)).toList());
        }
        return json.put("mrkdwn_in", markdownIn).asMap();
    }

    private String text(String key, Rendering rendering, Wording wording) {
        Supplier<String> ownWords = () -> switch (key) {
            case "title", "fallback" -> wording.title(MAX_TITLE_CHARS);
            case "text" -> String.join("\n", wording.list(MAX_TEXT_CHARS));
            case "color" -> "danger";
            default -> "";
        };
        Optional<String> configured =
                Optional.ofNullable(texts.get(key)).or(() -> Optional.ofNullable(DEFAULTS.get(key)));
        String text = rendering.text(configured, "slack.default." + key, ownWords);
        return Clip.chars(text, key.equals("text") ? MAX_TEXT_CHARS : MAX_TITLE_CHARS);
    }

    private static Map<String, String> filled(Map<String, String> action, Rendering rendering) {
        Map<String, String> filled = new LinkedHashMap<>();
        action.forEach((key, template) -> filled.put(key, rendering.text(template, () -> "")));
        return filled;
    }
}
