package slipstream.streams.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleDefinition;

/** Alert rules to try the API and the page with. */
final class SampleRules {
    /** The mean over 5 minutes is above 300. */
    static final RuleCondition SLOW = new RuleCondition.Threshold(
            RuleCondition.Aggregation.MEAN,
            Duration.ofMinutes(5),
            Comparison.GT,
            BigDecimal.valueOf(300),
            Optional.of(Duration.ofMinutes(2)),
            1);

    private SampleRules() {}

    /** A rule that watches how much the requests of a service take. */
    static RuleDefinition rule(String name, String service, RuleCondition condition) {
        return new RuleDefinition(
                name,
                "cafe",
                service,
                AlertPolicy.TICKET,
                "What to do about " + name,
                Map.of("team", "shop"),
                Map.of(),
                new Indicator.Selected(Sample.selector("service == '" + service + "'")),
                Optional.of(Sample.selector("latencyMillis")),
                GroupBy.NONE,
                condition,
                List.of(),
                Sample.WHERE);
    }

    /** An alert of a rule that is firing since a time. */
    static AlertEvent firing(RuleDefinition rule, Instant since) {
        TreeMap<String, String> labels =
                new TreeMap<>(Map.of("alertname", rule.name(), "service", rule.service(), "severity", rule.severity()));
        return new AlertEvent(
                AlertState.FIRING,
                Fingerprint.of(labels),
                labels,
                new TreeMap<>(Map.of("summary", rule.name() + ": mean of 512 over 5m, more than 300")),
                since,
                Optional.empty(),
                "http://127.0.0.1/",
                "",
                rule.service(),
                rule.severity(),
                since,
                List.of(),
                Optional.empty(),
                Optional.of(new AlertEvent.Measured("mean over 5m", Optional.of(512d), 300, 1_000)),
                false);
    }

    /** The same alert with one label more, as an alert of a group has. */
    static AlertEvent labelled(AlertEvent plain, String label, String value) {
        TreeMap<String, String> labels = new TreeMap<>(plain.labels());
        labels.put(label, value);
        return new AlertEvent(
                plain.status(),
                Fingerprint.of(labels),
                labels,
                plain.annotations(),
                plain.startsAt(),
                plain.endsAt(),
                plain.generatorURL(),
                plain.slo(),
                plain.service(),
                plain.severity(),
                plain.evaluatedAt(),
                plain.evidence(),
                plain.budgetRemaining());
    }
}
