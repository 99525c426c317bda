package slipstream.alerting.channel.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.topic.JsonSerde;

/** One alert as Alertmanager's API v2 takes it. */
record PostedAlert(
        Map<String, String> labels,
        Map<String, String> annotations,
        String startsAt,
        String endsAt,
        String generatorURL) {
    /**
     * How long an alert fires on there without being posted again. Ends are told for certain, and what fires on is told again after
     * {@code repeat_interval}; this is for the case that we are gone for good.
     */
    static final Duration VALID_FOR = Duration.ofHours(25);

    private static final JsonSerde<PostedAlert[]> JSON = JsonSerde.of(PostedAlert[].class);

    static byte[] json(AlertGroup group, Instant now) {
        List<PostedAlert> alerts =
                group.events().stream().map(event -> of(event, now)).toList();
        return JSON.write(alerts.toArray(new PostedAlert[0]));
    }

    private static PostedAlert of(AlertEvent event, Instant now) {
        Instant end = event.status() == AlertState.FIRING
                ? now.plus(VALID_FOR)
                : event.endsAt().orElse(now);
        return new PostedAlert(
                event.labels(), event.annotations(), event.startsAt().toString(), end.toString(), event.generatorURL());
    }
}
