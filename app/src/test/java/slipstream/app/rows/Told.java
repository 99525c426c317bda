package slipstream.app.rows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** Of an alert that was told, what every test looks at: which, how severe, and since or until when. */
record Told(AlertState state, String name, String severity, Instant at) {
    static Told of(AlertEvent alert) {
        return new Told(
                alert.status(),
                alert.labels().get("alertname") + groups(alert.labels()),
                alert.severity(),
                alert.endsAt().orElse(alert.startsAt()));
    }

    static Told firing(String name, String severity, Instant since) {
        return new Told(AlertState.FIRING, name, severity, since);
    }

    static Told resolved(String name, String severity, Instant at) {
        return new Told(AlertState.RESOLVED, name, severity, at);
    }

    /** The values of the fields by which the packs group. */
    private static String groups(Map<String, String> labels) {
        List<String> values = new ArrayList<>();
        for (String field : List.of("function", "instance", "target", "route")) {
            if (labels.containsKey(field)) {
                values.add(labels.get(field));
            }
        }
        return values.isEmpty() ? "" : " " + String.join(" ", values);
    }
}
