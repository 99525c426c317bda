package slipstream.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.alertmanager.AlertmanagerSettings;
import slipstream.alerting.channel.discord.DiscordSettings;
import slipstream.alerting.channel.email.EmailSettings;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.msteams.TeamsSettings;
import slipstream.alerting.channel.opsgenie.OpsgenieSettings;
import slipstream.alerting.channel.pagerduty.PagerDutySettings;
import slipstream.alerting.channel.slack.SlackSettings;
import slipstream.alerting.channel.sms.SmsSettings;
import slipstream.alerting.channel.telegram.TelegramSettings;
import slipstream.alerting.channel.webhook.WebhookSettings;
import slipstream.contract.document.Fields;

/** The catalogue of channels: the key under which Alertmanager configures each, and who reads what stands there. */
final class Channels {
    private static final Map<String, Reader> CATALOGUE = catalogue();

    /** Channels that Alertmanager does not have, so that only {@code oncall.yml} can name them. */
    private static final Map<String, Reader> ON_CALL =
            Map.of("alertmanager_configs", AlertmanagerSettings::read, "sms_configs", SmsSettings::read);

    /** Channels of Alertmanager that there are not here; {@code check --strict} refuses them. */
    private static final List<String> WITHOUT = List.of(
            "incidentio_configs",
            "jira_configs",
            "mattermost_configs",
            "pushover_configs",
            "rocketchat_configs",
            "sns_configs",
            "victorops_configs",
            "webex_configs",
            "wechat_configs");

    private Channels() {}

    /** Reads one entry of a channel's key; what it leaves out may stand in the global section. */
    private interface Reader {
        Optional<ChannelSettings> read(Fields entry, GlobalSection global);
    }

    private static Map<String, Reader> catalogue() {
        Map<String, Reader> catalogue = new LinkedHashMap<>();
        catalogue.put("discord_configs", DiscordSettings::read);
        catalogue.put("email_configs", EmailSettings::read);
        catalogue.put("msteams_configs", TeamsSettings::readConnector);
        catalogue.put("msteamsv2_configs", TeamsSettings::read);
        catalogue.put("opsgenie_configs", OpsgenieSettings::read);
        catalogue.put("pagerduty_configs", PagerDutySettings::read);
        catalogue.put("slack_configs", SlackSettings::read);
        catalogue.put("telegram_configs", TelegramSettings::read);
        catalogue.put("webhook_configs", WebhookSettings::read);
        return catalogue;
    }

    /** Every channel that a receiver of an {@code oncall.yml} names: Alertmanager's, and those that it does not have. */
    static List<ChannelSettings> readOnCall(String receiverName, Fields receiver, GlobalSection global) {
        List<ChannelSettings> channels = new ArrayList<>(read(receiverName, receiver, global));
        ON_CALL.keySet().stream().sorted().forEach(key -> {
            for (Fields entry : receiver.listOfFields(key)) {
                ON_CALL.get(key).read(entry, global).ifPresent(channels::add);
            }
        });
        return channels;
    }

    /** Every channel that a receiver names; problems are recorded with the fields. */
    static List<ChannelSettings> read(String receiverName, Fields receiver, GlobalSection global) {
        List<ChannelSettings> channels = new ArrayList<>();
        CATALOGUE.forEach((key, reader) -> {
            for (Fields entry : receiver.listOfFields(key)) {
                reader.read(entry, global).ifPresent(channels::add);
            }
        });
        for (String key : WITHOUT) {
            if (receiver.has(key)) {
                receiver.warning(
                        key,
                        "is not supported: '" + receiverName + "' is told nothing through it; supported are "
                                + String.join(", ", CATALOGUE.keySet()));
            }
        }
        return channels;
    }
}
