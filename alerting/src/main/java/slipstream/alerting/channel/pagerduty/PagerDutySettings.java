package slipstream.alerting.channel.pagerduty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code pagerduty_configs} in an {@code alertmanager.yml}.
 *
 * @param texts templates by their keys, as far as they are there
 * @param details templates of the event's custom details; empty for our own
 * @param images templates of {@code src}, {@code href} and {@code alt}
 * @param links templates of {@code href} and of the words for it
 */
public record PagerDutySettings(
        SecretUrl url,
        Secret routingKey,
        Map<String, String> texts,
        Map<String, String> details,
        List<Map<String, String>> images,
        List<Map<String, String>> links,
        boolean sendResolved,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "pagerduty";

    private static final String DEFAULT_URL = "https://events.pagerduty.com/v2/enqueue";

    private static final List<String> TEXTS =
            List.of("description", "severity", "class", "component", "group", "source", "client", "client_url");

    public PagerDutySettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(routingKey, "routingKey");
        texts = Map.copyOf(texts);
        details = Map.copyOf(details);
        images = List.copyOf(images);
        links = List.copyOf(links);
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        boolean firstVersion = SecretFields.has(entry, "service_key");
        boolean secondVersion = SecretFields.has(entry, "routing_key");
        if (firstVersion) {
            entry.warning(
                    SecretFields.keyOf(entry, "service_key"),
                    "is of the Events API, version 1, which is not spoken: nobody is told through it;"
                            + " give the routing_key of an integration for version 2");
        } else if (!secondVersion) {
            entry.missing("routing_key");
        }
        Optional<Secret> key = SecretFields.read(entry, "routing_key", global.folder());
        Optional<SecretUrl> url = global.holds(entry, "url", "pagerduty_url")
                ? global.url(entry, "url", "pagerduty_url")
                : Optional.of(SecretUrl.parse(DEFAULT_URL));
        Map<String, String> texts = TemplateFields.read(entry, TEXTS);
        Map<String, String> details = TemplateFields.map(entry, "details");
        List<Map<String, String>> images = listOfTexts(entry, "images", "src", "href", "alt");
        List<Map<String, String>> links = listOfTexts(entry, "links", "href", "text");
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        return url.flatMap(target -> key.map(
                routing -> new PagerDutySettings(target, routing, texts, details, images, links, sendResolved, http)));
    }

    private static List<Map<String, String>> listOfTexts(Fields entry, String key, String... names) {
        List<Map<String, String>> items = new ArrayList<>();
        for (Fields item : entry.listOfFields(key)) {
            items.add(TemplateFields.read(item, List.of(names)));
            item.done();
        }
        return items;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new PagerDutyChannel(this, surroundings);
    }
}
