package slipstream.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.WindowPair;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** The alert that all tests are about: the page of one SLO, at spelt-out instants of event time. */
public final class Alerts {
    public static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    private Alerts() {}

    public static AlertEvent firing() {
        return firing("checkout-availability", T0);
    }

    /** The same episode as {@link #firing()}, over after 20 minutes. */
    public static AlertEvent resolved() {
        return resolved("checkout-availability", T0);
    }

    public static AlertEvent firing(String slo, Instant startsAt) {
        return event(AlertState.FIRING, slo, startsAt, Optional.empty(), startsAt.plusSeconds(60), burning());
    }

    public static AlertEvent resolved(String slo, Instant startsAt) {
        Instant end = startsAt.plusSeconds(20 * 60);
        return event(AlertState.RESOLVED, slo, startsAt, Optional.of(end), end, calm());
    }

    public static AlertEvent event(
            AlertState status,
            String slo,
            Instant startsAt,
            Optional<Instant> endsAt,
            Instant evaluatedAt,
            List<WindowPair> evidence) {
        Map<String, String> labels =
                Map.of("alertname", "ErrorBudgetBurn", "service", "checkout", "severity", "page", "slo", slo);
        return new AlertEvent(
                status,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(Map.of("summary", "checkout burns its budget \"fast\"")),
                startsAt,
                endsAt,
                "http://127.0.0.1:8080/slos/" + slo,
                slo,
                "checkout",
                "page",
                evaluatedAt,
                evidence,
                Optional.of(0.6123));
    }

    /** The alert of a rule: it belongs to no SLO and has neither windows nor a budget. */
    public static AlertEvent ofRule(AlertState status, String summary) {
        Map<String, String> labels = Map.of("alertname", "queue-depth", "service", "checkout", "severity", "critical");
        boolean over = status == AlertState.RESOLVED;
        return new AlertEvent(
                status,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(summary.isEmpty() ? Map.of() : Map.of("summary", summary)),
                T0,
                over ? Optional.of(T0.plusSeconds(20 * 60)) : Optional.empty(),
                "http://127.0.0.1:8080/#",
                "",
                "checkout",
                "critical",
                T0.plusSeconds(over ? 20 * 60 : 60),
                List.of(),
                Optional.empty(),
                Optional.of(new AlertEvent.Measured("mean over 5m", Optional.of(912d), 500, 31)),
                false);
    }

    /** An event of which nobody is to be told. */
    public static AlertEvent silent(AlertEvent event) {
        return new AlertEvent(
                event.status(),
                event.fingerprint(),
                event.labels(),
                event.annotations(),
                event.startsAt(),
                event.endsAt(),
                event.generatorURL(),
                event.slo(),
                event.service(),
                event.severity(),
                event.evaluatedAt(),
                event.evidence(),
                event.budgetRemaining(),
                event.measured(),
                true);
    }

    public static List<WindowPair> burning() {
        return List.of(
                new WindowPair("5m", "1h", 14.4, Optional.of(87.26), Optional.of(16.24), 970, 60_000, true),
                new WindowPair("30m", "6h", 6.0, Optional.of(29.9), Optional.of(4.1), 1_400, 350_000, false));
    }

    private static List<WindowPair> calm() {
        return List.of(new WindowPair("5m", "1h", 14.4, Optional.empty(), Optional.of(13.05), 780, 60_000, false));
    }
}
