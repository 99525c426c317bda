package slipstream.streams.rule;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.streams.slice.Reading;

/** Writes the event of an alert that begins or ends, with the facts that decided it and a sentence for people. */
final class AlertWriter {
    static final String ALERT_NAME = "ErrorBudgetBurn";

    private final String externalUrl;

    /** @param externalUrl where the page can be reached, without a slash at the end */
    AlertWriter(String externalUrl) {
        this.externalUrl = externalUrl;
    }

    AlertEvent firing(BurnRateRule rule, Reading reading) {
        Instant at = Instant.ofEpochMilli(reading.atMillis());
        SortedMap<String, String> labels = labels(rule);
        List<AlertEvent.WindowPair> evidence = rule.evidence(reading.windows());
        Optional<Double> remaining = rule.budgetRemaining(reading.windows());
        return new AlertEvent(
                AlertState.FIRING,
                Fingerprint.of(labels),
                labels,
                annotations(rule, evidence, remaining),
                at,
                Optional.empty(),
                externalUrl + "/#" + rule.slo().id().name(),
                rule.slo().id().name(),
                rule.slo().service(),
                rule.severity(),
                at,
                evidence,
                remaining);
    }

    /**
     * The end of an episode, with the facts as they are now.
     *
     * @param endedAt when the condition ceased to be true
     */
    AlertEvent resolved(AlertEvent firing, BurnRateRule rule, Reading reading, Instant endedAt) {
        List<AlertEvent.WindowPair> evidence = rule.evidence(reading.windows());
        Optional<Double> remaining = rule.budgetRemaining(reading.windows());
        return resolved(
                firing,
                endedAt,
                Instant.ofEpochMilli(reading.atMillis()),
                annotations(rule, evidence, remaining),
                evidence,
                remaining);
    }

    /** The end of an episode whose SLO, or whose rule, is not defined any more. */
    AlertEvent resolvedWithoutRule(AlertEvent firing, Instant at) {
        SortedMap<String, String> annotations = new TreeMap<>(firing.annotations());
        annotations.put("summary", firing.slo() + ": the rule is not defined any more");
        return resolved(firing, at, at, annotations, List.of(), firing.budgetRemaining());
    }

    private static AlertEvent resolved(
            AlertEvent firing,
            Instant endedAt,
            Instant evaluatedAt,
            SortedMap<String, String> annotations,
            List<AlertEvent.WindowPair> evidence,
            Optional<Double> remaining) {
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
                remaining);
    }

    private static SortedMap<String, String> labels(BurnRateRule rule) {
        SortedMap<String, String> labels = new TreeMap<>(rule.slo().labels());
        labels.values().removeIf(String::isEmpty);
        labels.remove("objective");
        labels.put("alertname", ALERT_NAME);
        labels.put("slo", rule.slo().id().name());
        labels.put("service", rule.slo().service());
        labels.put("severity", rule.severity());
        if (!rule.objective().name().isEmpty()) {
            labels.put("objective", rule.objective().name());
        }
        return labels;
    }

    private static SortedMap<String, String> annotations(
            BurnRateRule rule, List<AlertEvent.WindowPair> evidence, Optional<Double> remaining) {
        SortedMap<String, String> annotations = new TreeMap<>(rule.slo().annotations());
        annotations.put("summary", sentence(rule, evidence, remaining));
        if (!rule.slo().description().isEmpty()) {
            annotations.putIfAbsent("description", rule.slo().description());
        }
        return annotations;
    }

    /** For example: {@code checkout: 412 bad of 9830 in 1h, 14.6x the 99.9 % budget; 61.2 % of the 30d budget is left}. */
    private static String sentence(
            BurnRateRule rule, List<AlertEvent.WindowPair> evidence, Optional<Double> remaining) {
        AlertEvent.WindowPair decisive = evidence.stream()
                .filter(AlertEvent.WindowPair::exceeded)
                .findFirst()
                .orElse(evidence.get(0));
        String burning = String.format(
                Locale.ROOT,
                "%s: %d bad of %d in %s, %s the budget of %s %%",
                rule.slo().id().name(),
                decisive.longBad(),
                decisive.longTotal(),
                decisive.longWindow(),
                decisive.longBurnRate()
                        .map(rate -> String.format(Locale.ROOT, "%.1fx", rate))
                        .orElse("no events to burn"),
                rule.objective().targetPercent());
        String left = remaining
                .map(share -> String.format(
                        Locale.ROOT,
                        "; %.1f %% of the %s budget is left",
                        share * 100,
                        Durations.format(rule.slo().period())))
                .orElse("");
        return burning + left;
    }
}
