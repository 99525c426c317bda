package slipstream.alerting.channel.opsgenie;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.GroupKeys;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;
import slipstream.contract.event.AlertState;

/** Creates and closes alerts of Opsgenie (https://docs.opsgenie.com/docs/alert-api). */
final class OpsgenieChannel implements Channel {
    private static final int MAX_MESSAGE_CHARS = 130;
    private static final int MAX_DESCRIPTION_CHARS = 15_000;

    /** Our severities in Opsgenie's priorities. */
    private static final Map<String, String> PRIORITIES = Map.of(
            "p0", "P1", "p1", "P2", "p2", "P3", "p3", "P4", "sev-1", "P1", "sev-2", "P2", "sev-3", "P3", "sev-4", "P4");

    private final OpsgenieSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;

    OpsgenieChannel(OpsgenieSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
    }

    @Override
    public String kind() {
        return OpsgenieSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        Rendering rendering = new Rendering(surroundings, message);
        String alias = GroupKeys.hash(message.group().groupKey());
        boolean firing = message.group().status() == AlertState.FIRING;
        String path = firing ? "v2/alerts" : "v2/alerts/" + alias + "/close?identifierType=alias";
        byte[] body = (firing ? creation(alias, message, rendering) : closing(message, rendering)).bytes();
        Map<String, String> headers =
                Map.of("Authorization", "GenieKey " + settings.key().value(), "webhook-id", message.idempotencyKey());
        return rendering.annotated(poster.post(settings.url().resolve(path), HttpPoster.JSON, body, headers)
                .verdict());
    }

    private JsonBody creation(String alias, Message message, Rendering rendering) {
        Wording wording = new Wording(message);
        JsonBody body = new JsonBody()
                .put(
                        "message",
                        Clip.line(text("message", rendering, wording.title(MAX_MESSAGE_CHARS)), MAX_MESSAGE_CHARS))
                .put("alias", alias)
                .put(
                        "description",
                        Clip.chars(
                                text("description", rendering, wording.text(MAX_DESCRIPTION_CHARS)),
                                MAX_DESCRIPTION_CHARS))
                .put("details", details(message, rendering))
                .put("source", text("source", rendering, surroundings.externalUrl()));
        List<Map<String, Object>> responders = responders(rendering);
        if (!responders.isEmpty()) {
            body.put("responders", responders);
        }
        list(body, "tags", rendering);
        list(body, "actions", rendering);
        configured("note", rendering).ifPresent(note -> body.putUnlessEmpty("note", note));
        configured("entity", rendering).ifPresent(entity -> body.putUnlessEmpty("entity", entity));
        configured("priority", rendering)
                .or(() -> Optional.ofNullable(PRIORITIES.get(wording.severity().toLowerCase(Locale.ROOT))))
                .ifPresent(priority -> body.putUnlessEmpty("priority", priority));
        return body;
    }

    private JsonBody closing(Message message, Rendering rendering) {
        return new JsonBody()
                .put("source", text("source", rendering, surroundings.externalUrl()))
                .put("note", new Wording(message).title(MAX_MESSAGE_CHARS));
    }

    /** The labels that all alerts share, as Alertmanager sends them, and what the configuration adds. */
    private Map<String, String> details(Message message, Rendering rendering) {
        Map<String, String> details = new LinkedHashMap<>(message.group().commonLabels());
        settings.details().keySet().stream()
                .sorted()
                .forEach(key ->
                        details.put(key, rendering.text(settings.details().get(key), () -> "")));
        message.incident().ifPresent(link -> details.put("incident", Wording.incident(link)));
        return details;
    }

    /** Those of whom anything is left once the texts are filled in; {@code type: teams} names several with commas. */
    private List<Map<String, Object>> responders(Rendering rendering) {
        List<Map<String, Object>> responders = new ArrayList<>();
        for (Map<String, String> templates : settings.responders()) {
            Map<String, String> filled = new LinkedHashMap<>();
            templates.forEach((key, template) ->
                    filled.put(key, rendering.text(template, () -> "").strip()));
            boolean teams = "teams".equalsIgnoreCase(filled.get("type"));
            String names = filled.getOrDefault("name", "");
            for (String name : teams ? names.split(",") : new String[] {names}) {
                JsonBody responder = new JsonBody()
                        .putUnlessEmpty("id", filled.getOrDefault("id", ""))
                        .putUnlessEmpty("name", name.strip())
                        .putUnlessEmpty("username", filled.getOrDefault("username", ""));
                if (!responder.asMap().isEmpty()) {
                    responders.add(responder
                            .put("type", teams ? "team" : filled.getOrDefault("type", ""))
                            .asMap());
                }
            }
        }
        return responders;
    }

    private void list(JsonBody body, String key, Rendering rendering) {
        List<String> items = configured(key, rendering).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (!items.isEmpty()) {
            body.put(key, items);
        }
    }

    private Optional<String> configured(String key, Rendering rendering) {
        return Optional.ofNullable(settings.texts().get(key)).map(template -> rendering.text(template, () -> ""));
    }

    private String text(String key, Rendering rendering, String ownWords) {
        return rendering.text(
                Optional.ofNullable(settings.texts().get(key)), "opsgenie.default." + key, () -> ownWords);
    }
}
