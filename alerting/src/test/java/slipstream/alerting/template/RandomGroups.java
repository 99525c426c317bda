package slipstream.alerting.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** Groups of alerts, the first of which fires, with names and values that are awkward in texts. */
final class RandomGroups {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00.250Z");
    private static final List<String> VALUES = List.of(
            "checkout", "a b", "x&y <b>+'\"", "Grüße", "", "javascript:alert(1)", "https://x.example/a?b=c d", "7");

    private RandomGroups() {}

    static AlertGroup of(Random random) {
        List<AlertEvent> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            events.add(event(random, i == 0 ? AlertState.FIRING : AlertState.RESOLVED, i));
        }
        TreeMap<String, String> groupLabels = new TreeMap<>(Map.of("alertname", "Burn", "service", "checkout"));
        return new AlertGroup("{}:{alertname=\"Burn\"}", groupLabels, events, "first notification");
    }

    private static AlertEvent event(Random random, AlertState state, int number) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", "Burn", "service", "checkout"));
        labels.put("instance", "host-" + number);
        labels.put("team", VALUES.get(random.nextInt(VALUES.size())));
        Map<String, String> annotations = new TreeMap<>(Map.of("summary", "checkout burns <fast> & loud"));
        annotations.put("description", VALUES.get(random.nextInt(VALUES.size())));
        annotations.put("runbook_url", "https://wiki.example/run book?x=1&y=2");
        Instant start = T0.plus(Duration.ofMinutes(random.nextInt(10_000)));
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(annotations),
                start,
                state == AlertState.RESOLVED
                        ? Optional.of(start.plusMillis(random.nextInt(9_000_000)))
                        : Optional.empty(),
                "http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
                "",
                "checkout",
                "page",
                start,
                List.of(),
                Optional.empty());
    }

    /** The data in the form that amtool reads. */
    static String json(String receiver, String externalUrl, AlertGroup group) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("receiver", receiver);
        data.put("status", group.status().word());
        data.put("alerts", group.alerts());
        data.put("groupLabels", group.groupLabels());
        data.put("commonLabels", group.commonLabels());
        data.put("commonAnnotations", group.commonAnnotations());
        data.put("externalURL", externalUrl);
        try {
            return new ObjectMapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
