package slipstream.streams.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.streams.slice.Reading;

/** Writes the event of an alert that begins or ends, with the facts that decided it and a sentence for people. */
final class AlertWriter {
    private final String externalUrl;

    /** @param externalUrl where the page can be reached, without a slash at the end */
    AlertWriter(String externalUrl) {
        this.externalUrl = externalUrl;
    }

    AlertEvent firing(Rule rule, Reading reading, Instant startsAt) {
        Facts facts = rule.facts(reading.account(), reading.atMillis());
        return new AlertEvent(
                AlertState.FIRING,
                Fingerprint.of(facts.labels()),
                facts.labels(),
                annotations(facts),
                startsAt,
                Optional.empty(),
                externalUrl + "/#" + facts.slo(),
                facts.slo(),
                facts.service(),
                rule.severity(),
                Instant.ofEpochMilli(reading.atMillis()),
                facts.evidence(),
                facts.budgetRemaining(),
                facts.measured(),
                false);
    }

    /**
     * The end of an episode, with the facts as they are now.
     *
     * @param endedAt when the condition ceased to be true
     */
    AlertEvent resolved(AlertEvent firing, Rule rule, Reading reading, Instant endedAt) {
        Facts facts = rule.facts(reading.account(), reading.atMillis());
        return resolved(
                firing,
                endedAt,
                Instant.ofEpochMilli(reading.atMillis()),
                annotations(facts),
                facts.evidence(),
                facts.budgetRemaining(),
                facts.measured(),
                !rule.tellsEnd());
    }

    /** The end of an episode whose SLO, or whose rule, is not defined any more. */
    AlertEvent resolvedWithoutRule(AlertEvent firing, Instant at) {
        SortedMap<String, String> annotations = new TreeMap<>(firing.annotations());
        String name = firing.slo().isEmpty() ? firing.labels().get("alertname") : firing.slo();
        annotations.put("summary", name + ": the rule is not defined any more");
        return resolved(firing, at, at, annotations, List.of(), firing.budgetRemaining(), firing.measured(), false);
    }

    private static SortedMap<String, String> annotations(Facts facts) {
        SortedMap<String, String> annotations = new TreeMap<>(facts.annotations());
        annotations.put("summary", facts.summary());
        return annotations;
    }

    private static AlertEvent resolved(
            AlertEvent firing,
            Instant endedAt,
            Instant evaluatedAt,
            SortedMap<String, String> annotations,
            List<AlertEvent.WindowPair> evidence,
            Optional<Double> remaining,
            Optional<AlertEvent.Measured> measured,
            boolean silent) {
        return new AlertEvent(
                AlertState.RESOLVED,
                firing.fingerprint(),
                firing.labels(),
                annotations,
                firing.startsAt(),
                Optional.of(endedAt),
                firing.generatorURL(),
                firing.slo(),
                firing.service(),
                firing.severity(),
                evaluatedAt,
                evidence,
                remaining,
                measured,
                silent);
    }
}
