package slipstream.alerting.channel.opsgenie;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code opsgenie_configs} in an {@code alertmanager.yml}.
 *
 * @param url the API's root
 * @param texts templates by their keys, as far as they are there
 * @param details templates of further properties
 * @param responders templates of {@code id}, {@code name}, {@code username} and {@code type}
 */
public record OpsgenieSettings(
        SecretUrl url,
        Secret key,
        Map<String, String> texts,
        Map<String, String> details,
        List<Map<String, String>> responders,
        boolean sendResolved,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "opsgenie";

    private static final String DEFAULT_URL = "https://api.opsgenie.com/";

    private static final List<String> TEXTS =
            List.of("message", "description", "source", "entity", "tags", "note", "priority", "actions");

    public OpsgenieSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(key, "key");
        texts = Map.copyOf(texts);
        details = Map.copyOf(details);
        responders = List.copyOf(responders);
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        Optional<Secret> key = global.requiredSecret(entry, "api_key", "opsgenie_api_key");
        Optional<SecretUrl> url = global.holds(entry, "api_url", "opsgenie_api_url")
                ? global.url(entry, "api_url", "opsgenie_api_url")
                : Optional.of(SecretUrl.parse(DEFAULT_URL));
        Map<String, String> texts = TemplateFields.read(entry, TEXTS);
        Map<String, String> details = TemplateFields.map(entry, "details");
        List<Map<String, String>> responders = new ArrayList<>();
        for (Fields responder : entry.listOfFields("responders")) {
            responders.add(TemplateFields.read(responder, List.of("id", "name", "username", "type")));
            responder.done();
        }
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        if (entry.bool("update_alerts").orElse(false)) {
            entry.warning("update_alerts", "has no effect: an alert keeps the message with which it was opened");
        }
        entry.done();
        return url.flatMap(target -> key.map(
                secret -> new OpsgenieSettings(target, secret, texts, details, responders, sendResolved, http)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new OpsgenieChannel(this, surroundings);
    }
}
