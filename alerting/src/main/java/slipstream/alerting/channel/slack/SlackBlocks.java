package slipstream.alerting.channel.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.wording.AlertWords;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.Wording;

/**
 * Our own look of a message: a header, the alert's facts or the list of alerts, buttons, and a line of context. Slack's limits are kept:
 * 50 blocks, 3 000 characters in a section, 10 fields, and some 13 200 characters over all blocks (slackapi/bolt-js issue 2509).
 */
final class SlackBlocks {
    private static final int MAX_HEADER_CHARS = 150;
    private static final int MAX_SECTION_CHARS = 3_000;
    private static final int MAX_FIELDS = 10;

    /** Leaves room below 13 200 for the header, the buttons and the context. */
    private static final int MAX_LIST_BYTES = 9_000;

    private final Message message;
    private final Wording wording;

    /** @param message with its values made harmless */
    SlackBlocks(Message message) {
        this.message = message;
        this.wording = new Wording(message);
    }

    List<Map<String, Object>> json() {
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(new JsonBody()
                .put("type", "header")
                .put("text", text("plain_text", wording.title(MAX_HEADER_CHARS)))
                .asMap());
        if (message.group().events().size() == 1) {
            blocks.add(facts(new AlertWords(message.group().events().get(0))));
        } else {
            blocks.addAll(list());
        }
        List<Map<String, Object>> buttons = new ArrayList<>();
        wording.acknowledge().ifPresent(url -> buttons.add(button("Acknowledge", url)));
        wording.runbook().ifPresent(url -> buttons.add(button("Runbook", url)));
        wording.page().ifPresent(url -> buttons.add(button("Page", url)));
        if (!buttons.isEmpty()) {
            blocks.add(new JsonBody()
                    .put("type", "actions")
                    .put("elements", buttons)
                    .asMap());
        }
        blocks.add(new JsonBody()
                .put("type", "context")
                .put("elements", List.of(text("mrkdwn", context())))
                .asMap());
        return blocks;
    }

    private static Map<String, Object> facts(AlertWords alert) {
        List<Map<String, Object>> fields = new ArrayList<>();
        alert.facts().entrySet().stream()
                .limit(MAX_FIELDS)
                .forEach(fact -> fields.add(text("mrkdwn", "*" + fact.getKey() + "*\n" + fact.getValue())));
        String text = alert.description().isEmpty() ? alert.sentence() : alert.sentence() + "\n" + alert.description();
        return new JsonBody()
                .put("type", "section")
                .put("text", text("mrkdwn", Clip.chars(text, MAX_SECTION_CHARS)))
                .put("fields", fields)
                .asMap();
    }

    private List<Map<String, Object>> list() {
        List<Map<String, Object>> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        for (String line : wording.list(MAX_LIST_BYTES)) {
            if (section.length() + line.length() + 3 > MAX_SECTION_CHARS) {
                sections.add(section(section.toString()));
                section.setLength(0);
            }
            section.append(section.length() == 0 ? "" : "\n").append("• ").append(line);
        }
        sections.add(section(section.toString()));
        return sections;
    }

    private static Map<String, Object> section(String text) {
        return new JsonBody()
                .put("type", "section")
                .put("text", text("mrkdwn", text))
                .asMap();
    }

    private String context() {
        Optional<String> incident = message.incident().map(Wording::incident);
        List<String> parts = new ArrayList<>();
        incident.ifPresent(parts::add);
        parts.add("fp " + message.group().events().get(0).fingerprint());
        parts.add("since " + message.group().events().get(0).startsAt());
        return String.join(" · ", parts);
    }

    private static Map<String, Object> button(String label, String url) {
        return new JsonBody()
                .put("type", "button")
                .put("text", text("plain_text", label))
                .put("url", url)
                .asMap();
    }

    private static Map<String, Object> text(String type, String text) {
        return new JsonBody().put("type", type).put("text", text).asMap();
    }
}
