package slipstream.alerting.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipstream.alerting.group.AlertGroup;

/**
 * What a template's dot is: Alertmanager's {@code template.Data}, and under {@code .Incident} what points at our incident,
 * with the fields {@code ID}, {@code Severity}, {@code AcknowledgeURL} and {@code Note}, empty without an incident.
 */
public final class TemplateData {
    private final Map<String, Composite.Member> members;
    private final List<Object> printed;

    private TemplateData(Map<String, Composite.Member> members, List<Object> printed) {
        this.members = members;
        this.printed = printed;
    }

    /** The data of a group that belongs to no incident. */
    public static TemplateData of(String receiver, String externalUrl, AlertGroup group) {
        String status = group.status().word();
        AlertList alerts =
                new AlertList(group.events().stream().map(AlertValue::of).toList());
        KeyValues groupLabels = new KeyValues(group.groupLabels());
        KeyValues commonLabels = new KeyValues(group.commonLabels());
        KeyValues commonAnnotations = new KeyValues(group.commonAnnotations());
        Map<String, Composite.Member> members = new LinkedHashMap<>();
        members.put("Receiver", Composite.of(receiver));
        members.put("Status", Composite.of(status));
        members.put("Alerts", Composite.of(alerts));
        members.put("GroupLabels", Composite.of(groupLabels));
        members.put("CommonLabels", Composite.of(commonLabels));
        members.put("CommonAnnotations", Composite.of(commonAnnotations));
        members.put("ExternalURL", Composite.of(externalUrl));
        members.put("RouteLabels", Composite.of(new KeyValues(Map.of())));
        members.put("NotificationReason", Composite.of(group.notificationReason()));
        members.put("GroupKey", Composite.of(group.groupKey()));
        List<Object> printed =
                List.of(receiver, status, alerts, groupLabels, commonLabels, commonAnnotations, externalUrl);
        return new TemplateData(members, printed).withIncident("", "", "", "");
    }

    /**
     * The same, pointing at an incident.
     *
     * @param severity may be empty, as may be the address for acknowledging and the note
     */
    public TemplateData withIncident(String id, String severity, String acknowledgeUrl, String note) {
        Map<String, Composite.Member> changed = new LinkedHashMap<>(members);
        Map<String, String> incident =
                new TreeMap<>(Map.of("ID", id, "Severity", severity, "AcknowledgeURL", acknowledgeUrl, "Note", note));
        changed.put("Incident", Composite.of(incident));
        return new TemplateData(changed, printed);
    }

    Object dot() {
        return new Dot(members, printed);
    }

    /** The data as the language sees it. */
    private record Dot(Map<String, Composite.Member> members, List<Object> printed)
            implements Composite, Printer.Printed {
        @Override
        public String typeName() {
            return "template.Data";
        }

        @Override
        public void printTo(BoundedText text) throws EvaluationException {
            Printer.addFields(text, printed.toArray());
        }
    }
}
