package slipstream.alerting.template;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/** The alerts of a notification: Alertmanager's {@code Alerts}. */
final class AlertList extends AbstractList<Object> implements Composite {
    private final List<AlertValue> alerts;

    AlertList(List<AlertValue> alerts) {
        this.alerts = List.copyOf(alerts);
    }

    @Override
    public Object get(int index) {
        return alerts.get(index);
    }

    @Override
    public int size() {
        return alerts.size();
    }

    private List<AlertValue> inState(String status) {
        return alerts.stream().filter(alert -> alert.status().equals(status)).toList();
    }

    @Override
    public String typeName() {
        return "template.Alerts";
    }

    @Override
    public Map<String, Member> members() {
        return Map.of(
                "Firing", Composite.by(() -> inState("firing")),
                "Resolved", Composite.by(() -> inState("resolved")));
    }
}
