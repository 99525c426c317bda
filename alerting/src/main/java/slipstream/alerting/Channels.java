package slipstream.alerting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.webhook.WebhookSettings;
import slipstream.contract.document.Fields;

/** The catalogue of channels: the key under which Alertmanager configures each, and who reads what stands there. */
final class Channels {
    private static final Map<String, Reader> CATALOGUE =
            new TreeMap<>(Map.of("webhook_configs", (Reader) WebhookSettings::read));

    /** Channels of Alertmanager that this release does not have; to ignore one would leave somebody asleep. */
    private static final List<String> NOT_YET = List.of(
            "discord_configs",
            "email_configs",
            "incidentio_configs",
            "jira_configs",
            "mattermost_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "opsgenie_configs",
            "pagerduty_configs",
            "pushover_configs",
            "rocketchat_configs",
            "slack_configs",
            "sns_configs",
            "telegram_configs",
            "victorops_configs",
            "webex_configs",
            "wechat_configs");

    private Channels() {}

    /** Reads one entry of a channel's key; relative paths are relative to the folder. */
    private interface Reader {
        Optional<ChannelSettings> read(Fields entry, Path folder);
    }

    /** Every channel that a receiver names; problems are recorded with the fields. */
    static List<ChannelSettings> read(Fields receiver, Path folder) {
        List<ChannelSettings> channels = new ArrayList<>();
        CATALOGUE.forEach((key, reader) -> {
            for (Fields entry : receiver.listOfFields(key)) {
                reader.read(entry, folder).ifPresent(channels::add);
            }
        });
        for (String key : NOT_YET) {
            if (receiver.has(key)) {
                receiver.error(key, "is not supported yet; supported are " + String.join(", ", CATALOGUE.keySet()));
            }
        }
        return channels;
    }
}
