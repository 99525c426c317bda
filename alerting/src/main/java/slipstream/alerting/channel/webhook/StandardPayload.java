package slipstream.alerting.channel.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Optional;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.contract.topic.JsonSerde;

/**
 * Alertmanager's payload in the envelope of Standard Webhooks, which advises to stay below 20 kB: alerts that do not fit are counted in
 * {@code truncatedAlerts}.
 *
 * @param timestamp when the message was made
 * @param incident the incident that the alerts belong to
 */
@JsonPropertyOrder({"type", "timestamp", "data", "incident"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record StandardPayload(String type, Instant timestamp, WebhookPayload data, Optional<IncidentLink> incident) {
    static final int MAX_BYTES = 20 * 1024;

    private static final JsonSerde<StandardPayload> JSON = JsonSerde.of(StandardPayload.class);

    static byte[] json(String receiver, String linkUrl, int maxAlerts, Message message, Instant now) {
        int alerts = message.group().events().size();
        int sent = maxAlerts == 0 ? alerts : Math.min(maxAlerts, alerts);
        byte[] json = json(receiver, linkUrl, sent, message, now, alerts);
        while (json.length > MAX_BYTES && sent > 1) {
            // The next guess is what would fit if all alerts were as long as those that did not.
            sent = (int) Math.max(1, Math.min(sent - 1L, sent * (long) MAX_BYTES / json.length));
            json = json(receiver, linkUrl, sent, message, now, alerts);
        }
        return json;
    }

    private static byte[] json(String receiver, String linkUrl, int sent, Message message, Instant now, int alerts) {
        WebhookPayload data = WebhookPayload.of(receiver, linkUrl, Math.min(sent, alerts), message.group());
        return JSON.write(new StandardPayload("alert." + data.status(), now, data, message.incident()));
    }
}
