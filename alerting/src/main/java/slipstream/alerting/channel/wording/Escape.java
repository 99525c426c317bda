package slipstream.alerting.channel.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.Contributor;

/**
 * Makes values from alerts harmless where they are shown: nobody who names a service can call a whole channel or place a link. What people
 * wrote into the configuration is left as it is.
 */
public enum Escape {
    /** For receivers that show text as text. */
    NONE,
    /** Slack's markup. Annotations keep links, {@code <https://…|text>}, since people write them there; labels keep nothing. */
    SLACK,
    /** Markdown of Microsoft Teams and Discord: links and mentions fall apart. */
    MARKDOWN;

    /** Takes no room, and keeps what stands on its sides from being read as one. */
    private static final String ZERO_WIDTH_SPACE = "\u200B";

    /** The same message with harmless values. */
    public Message of(Message message) {
        if (this == NONE) {
            return message;
        }
        AlertGroup group = message.group();
        List<AlertEvent> events = group.events().stream().map(this::of).toList();
        AlertGroup harmless = new AlertGroup(
                group.groupKey(), map(group.groupLabels(), this::label), events, group.notificationReason());
        return new Message(harmless, message.idempotencyKey(), message.incident());
    }

    private AlertEvent of(AlertEvent event) {
        return new AlertEvent(
                event.status(),
                event.fingerprint(),
                map(event.labels(), this::label),
                map(event.annotations(), this::annotation),
                event.startsAt(),
                event.endsAt(),
                event.generatorURL(),
                label(event.slo()),
                label(event.service()),
                label(event.severity()),
                event.evaluatedAt(),
                event.evidence(),
                event.budgetRemaining(),
                event.measured(),
                event.silent(),
                event.budgetSpent(),
                event.exhaustsAt(),
                event.deploy(),
                event.contributors().stream().map(this::of).toList(),
                event.samples());
    }

    private Contributor of(Contributor contributor) {
        Map<String, String> values = new LinkedHashMap<>();
        contributor.values().forEach((name, value) -> values.put(name, label(value)));
        return new Contributor(values, contributor.bad(), contributor.approximate());
    }

    private String label(String value) {
        return switch (this) {
            case NONE -> value;
            case SLACK ->
                mentions(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            case MARKDOWN -> mentions(withoutLinks(value));
        };
    }

    private String annotation(String value) {
        return this == SLACK ? mentions(value.replaceAll("<(?=[!@#])", "&lt;")) : label(value);
    }

    private static SortedMap<String, String> map(Map<String, String> values, UnaryOperator<String> escape) {
        SortedMap<String, String> escaped = new TreeMap<>();
        values.forEach((name, value) -> escaped.put(name, escape.apply(value)));
        return escaped;
    }

    private static String mentions(String text) {
        return text.replaceAll("@(?=here|channel|everyone|group)", "@" + ZERO_WIDTH_SPACE);
    }

    private static String withoutLinks(String text) {
        return text.replace("](", "]" + ZERO_WIDTH_SPACE + "(").replace("<", "<" + ZERO_WIDTH_SPACE);
    }
}
