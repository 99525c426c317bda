package slipstream.alerting.template;

import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** One alert of a notification: Alertmanager's {@code Alert}, and under {@code .Facts} what decided it, in sentences. */
record AlertValue(
        String status,
        KeyValues labels,
        KeyValues annotations,
        GoTime startsAt,
        GoTime endsAt,
        String generatorUrl,
        String fingerprint,
        AlertFacts facts)
        implements Composite, Printer.Printed {
    static AlertValue of(AlertEvent event) {
        boolean over = event.status() == AlertState.RESOLVED;
        return new AlertValue(
                event.status().word(),
                new KeyValues(event.labels()),
                new KeyValues(event.annotations()),
                GoTime.of(event.startsAt()),
                // Go leaves the end unset while an alert fires, even if the condition's end is already known.
                over ? event.endsAt().map(GoTime::of).orElse(GoTime.ZERO) : GoTime.ZERO,
                event.generatorURL(),
                event.fingerprint(),
                AlertFacts.of(event));
    }

    @Override
    public String typeName() {
        return "template.Alert";
    }

    @Override
    public Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("Status", Composite.of(status));
        members.put("Labels", Composite.of(labels));
        members.put("Annotations", Composite.of(annotations));
        members.put("StartsAt", Composite.of(startsAt));
        members.put("EndsAt", Composite.of(endsAt));
        members.put("GeneratorURL", Composite.of(generatorUrl));
        members.put("Fingerprint", Composite.of(fingerprint));
        members.put("Facts", Composite.of(facts.sentences()));
        return members;
    }

    @Override
    public void printTo(BoundedText text) throws EvaluationException {
        Printer.addFields(text, status, labels, annotations, startsAt, endsAt, generatorUrl, fingerprint);
    }
}
