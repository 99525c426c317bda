package slipstream.alerting.channel.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.Notification;
import slipstream.contract.topic.JsonSerde;

/** What Alertmanager posts to a webhook, version 4, in the order in which it writes the keys. */
@JsonPropertyOrder({
    "receiver",
    "status",
    "alerts",
    "notification_reason",
    "groupLabels",
    "commonLabels",
    "commonAnnotations",
    "routeLabels",
    "externalURL",
    "version",
    "groupKey",
    "truncatedAlerts"
})
record WebhookPayload(
        String receiver,
        String status,
        List<Notification.Alert> alerts,
        @JsonProperty("notification_reason") String notificationReason,
        SortedMap<String, String> groupLabels,
        SortedMap<String, String> commonLabels,
        SortedMap<String, String> commonAnnotations,
        SortedMap<String, String> routeLabels,
        String externalURL,
        String version,
        String groupKey,
        int truncatedAlerts) {
    private static final JsonSerde<WebhookPayload> JSON = JsonSerde.of(WebhookPayload.class);

    WebhookPayload {
        alerts = List.copyOf(alerts);
    }

    /**
     * @param linkUrl where people find Slipstream
     * @param maxAlerts the most alerts to send, 0 for all of them
     */
    static WebhookPayload of(String receiver, String linkUrl, int maxAlerts, AlertGroup group) {
        List<Notification.Alert> all = group.alerts();
        int sent = maxAlerts == 0 ? all.size() : Math.min(maxAlerts, all.size());
        return new WebhookPayload(
                receiver,
                group.status().word(),
                all.subList(0, sent),
                group.notificationReason(),
                group.groupLabels(),
                group.commonLabels(),
                group.commonAnnotations(),
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                linkUrl,
                "4",
                group.groupKey(),
                all.size() - sent);
    }

    byte[] json() {
        return JSON.write(this);
    }
}
