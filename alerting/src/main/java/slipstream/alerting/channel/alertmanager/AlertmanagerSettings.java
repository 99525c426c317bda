package slipstream.alerting.channel.alertmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code alertmanager_configs} in an {@code oncall.yml}.
 *
 * @param urls the Alertmanagers of one cluster: all are told, as Prometheus does it
 */
public record AlertmanagerSettings(List<SecretUrl> urls, boolean sendResolved, HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "alertmanager";

    public AlertmanagerSettings {
        urls = List.copyOf(urls);
        Objects.requireNonNull(http, "http");
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("there is no Alertmanager to tell");
        }
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        List<SecretUrl> urls = new ArrayList<>();
        if (SecretFields.has(entry, "url")) {
            global.url(entry, "url", "url").ifPresent(urls::add);
        } else if (!entry.has("urls")) {
            entry.missing("url");
        }
        for (String text : entry.listOfText("urls")) {
            try {
                urls.add(SecretUrl.parse(text));
            } catch (IllegalArgumentException e) {
                entry.error("urls", "holds what is " + e.getMessage() + ", for example http://alertmanager:9093");
            }
        }
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        return urls.isEmpty() ? Optional.empty() : Optional.of(new AlertmanagerSettings(urls, sendResolved, http));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new AlertmanagerChannel(this, surroundings);
    }
}
