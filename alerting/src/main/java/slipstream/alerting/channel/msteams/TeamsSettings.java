package slipstream.alerting.channel.msteams;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code msteamsv2_configs}, or of {@code msteams_configs}, in an {@code alertmanager.yml}.
 *
 * @param kind {@code msteamsv2} or {@code msteams}, as Alertmanager calls them
 * @param texts templates by their keys, as far as they are there; our own words stand for what is not
 */
public record TeamsSettings(
        String kind, SecretUrl url, Map<String, String> texts, boolean sendResolved, HttpSettings http)
        implements ChannelSettings {
    public TeamsSettings {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(url, "url");
        texts = Map.copyOf(texts);
        Objects.requireNonNull(http, "http");
    }

    /** Reads an entry for a workflow. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        return read("msteamsv2", entry, global);
    }

    /** Reads an entry for an old connector. */
    public static Optional<ChannelSettings> readConnector(Fields entry, GlobalSection global) {
        if (entry.has("summary")) {
            entry.warning("summary", "has no effect: a card has none");
        }
        return read("msteams", entry, global);
    }

    private static Optional<ChannelSettings> read(String kind, Fields entry, GlobalSection global) {
        if (!SecretFields.has(entry, "webhook_url")) {
            entry.missing("webhook_url");
        }
        Optional<SecretUrl> url = global.url(entry, "webhook_url", "webhook_url");
        Map<String, String> texts = TemplateFields.read(entry, List.of("title", "text"));
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        return url.map(target -> new TeamsSettings(kind, target, texts, sendResolved, http));
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new TeamsChannel(this, surroundings);
    }
}
