package slipstream.alerting.channel.pagerduty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.GroupKeys;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** One event of the Events API, version 2 (https://developer.pagerduty.com/docs/send-alert-event). */
final class PagerDutyEvent {
    /** PagerDuty refuses more than 512 KB; Alertmanager lets go of the details above this. */
    static final int MAX_BYTES = 512_000;

    private static final int MAX_SUMMARY_CHARS = 1024;

    /** What a list of alerts in our own words has at most. */
    private static final int MAX_LIST_BYTES = 15 * 1024;

    /** Our severities and the usual words, in PagerDuty's four. */
    private static final Map<String, String> SEVERITIES = Map.ofEntries(
            Map.entry("p0", "critical"),
            Map.entry("p1", "error"),
            Map.entry("p2", "warning"),
            Map.entry("p3", "info"),
            Map.entry("sev-1", "critical"),
            Map.entry("sev-2", "error"),
            Map.entry("sev-3", "warning"),
            Map.entry("sev-4", "info"),
            Map.entry("critical", "critical"),
            Map.entry("page", "critical"),
            Map.entry("error", "error"),
            Map.entry("warning", "warning"),
            Map.entry("ticket", "warning"),
            Map.entry("info", "info"));

    /** Alertmanager's default. */
    private static final String DEFAULT_SEVERITY = "error";

    private final PagerDutySettings settings;
    private final Message message;
    private final Rendering rendering;
    private final Wording wording;
    private final String externalUrl;

    PagerDutyEvent(PagerDutySettings settings, Message message, Rendering rendering, String externalUrl) {
        this.settings = settings;
        this.message = message;
        this.rendering = rendering;
        this.wording = new Wording(message);
        this.externalUrl = externalUrl;
    }

    byte[] json() {
        byte[] whole = body(details()).bytes();
        return whole.length <= MAX_BYTES
                ? whole
                : body(Map.of("error", "the details were left out: with them the event had more than 512 KB"))
                        .bytes();
    }

    private JsonBody body(Map<String, ?> details) {
        boolean firing = message.group().status() == AlertState.FIRING;
        JsonBody body = new JsonBody()
                .put("routing_key", settings.routingKey().value())
                .put("event_action", firing ? "trigger" : "resolve")
                .put("dedup_key", GroupKeys.hash(message.group().groupKey()))
                .put("payload", payload(details));
        if (firing) {
            List<Map<String, Object>> images = filled(settings.images(), "src");
            List<Map<String, Object>> links = filled(settings.links(), "href");
            if (settings.links().isEmpty()) {
                wording.acknowledge().ifPresent(url -> links.add(link(url, "Acknowledge")));
                wording.runbook().ifPresent(url -> links.add(link(url, "Runbook")));
                wording.page().ifPresent(url -> links.add(link(url, "Page")));
            }
            if (!images.isEmpty()) {
                body.put("images", images);
            }
            if (!links.isEmpty()) {
                body.put("links", links);
            }
        }
        return body.put("client", text("client", "pagerduty.default.client", "Slipstream"))
                .put("client_url", text("client_url", "pagerduty.default.clientURL", externalUrl));
    }

    private Map<String, Object> payload(Map<String, ?> details) {
        String title = wording.title(MAX_SUMMARY_CHARS);
        JsonBody payload = new JsonBody()
                .put(
                        "summary",
                        Clip.line(text("description", "pagerduty.default.description", title), MAX_SUMMARY_CHARS))
                .put("source", source())
                .put("severity", severity())
                .put("timestamp", earliest().toString());
        for (String key : List.of("component", "group", "class")) {
            Optional.ofNullable(settings.texts().get(key))
                    .ifPresent(template -> payload.putUnlessEmpty(key, rendering.text(template, () -> "")));
        }
        return payload.put("custom_details", details).asMap();
    }

    private String source() {
        String service = message.group().commonLabels().getOrDefault("service", "Slipstream");
        return Optional.ofNullable(settings.texts().get("source"))
                .map(template -> rendering.text(template, () -> service))
                .filter(text -> !text.isEmpty())
                .orElse(service);
    }

    /** What the configuration says, or else the incident's, or else the alerts' own severity. */
    private String severity() {
        String wanted = Optional.ofNullable(settings.texts().get("severity"))
                .map(template -> rendering.text(template, () -> DEFAULT_SEVERITY))
                .orElseGet(wording::severity);
        return SEVERITIES.getOrDefault(wanted.strip().toLowerCase(Locale.ROOT), DEFAULT_SEVERITY);
    }

    private Instant earliest() {
        return message.group().events().stream()
                .map(AlertEvent::startsAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Map<String, ?> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (settings.details().isEmpty()) {
            message.incident().ifPresent(link -> details.put("incident", Wording.incident(link)));
            long firing = message.group().events().stream()
                    .filter(event -> event.status() == AlertState.FIRING)
                    .count();
            details.put("num_firing", firing);
            details.put("num_resolved", message.group().events().size() - firing);
            details.put("alerts", wording.list(MAX_LIST_BYTES));
        } else {
            settings.details().keySet().stream()
                    .sorted()
                    .forEach(key ->
                            details.put(key, rendering.text(settings.details().get(key), () -> "")));
        }
        return details;
    }

    private String text(String key, String defaultName, String ownWords) {
        return rendering.text(Optional.ofNullable(settings.texts().get(key)), defaultName, () -> ownWords);
    }

    /** The entries whose most important text is not empty once it is filled in. */
    private List<Map<String, Object>> filled(List<Map<String, String>> entries, String required) {
        List<Map<String, Object>> filled = new ArrayList<>();
        for (Map<String, String> entry : entries) {
            JsonBody json = new JsonBody();
            entry.forEach((key, template) -> json.putUnlessEmpty(key, rendering.text(template, () -> "")));
            if (json.asMap().containsKey(required)) {
                filled.add(json.asMap());
            }
        }
        return filled;
    }

    private static Map<String, Object> link(String url, String text) {
        return new JsonBody().put("href", url).put("text", text).asMap();
    }
}
