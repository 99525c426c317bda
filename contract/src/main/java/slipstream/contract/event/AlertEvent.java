package slipstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An alert began or ended: one record for each transition, keyed by {@link #fingerprint()}.
 *
 * <p>It is an Alertmanager v2 alert (labels, annotations, startsAt, endsAt, generatorURL) plus the facts that decided it.
 *
 * @param fingerprint Alertmanager's own identity of the labels, see {@link Fingerprint}
 * @param startsAt when the condition became true, in event time; the same on the firing and on the resolved record of one episode
 * @param endsAt when it ceased to be true, absent while firing
 * @param slo the name of the SLO, empty for the alert of a rule
 * @param severity {@code page}, {@code ticket}, or what the document says
 * @param evaluatedAt the instant of event time that decided the transition
 * @param evidence the window pairs of the rule, as they stood
 * @param budgetRemaining what was left of the objective's budget, absent without events
 * @param measured what a rule without a budget measured, absent for alerts about budgets
 * @param silent whether nobody is to be told: of the end, when the policy says {@code alertWhenResolved: false}
 * @param budgetSpent the share of the whole period's budget that the bad events of the decisive window are, of 1; absent without events
 * @param exhaustsAt when the budget will be gone at the present rate, absent when it will not within the period, or is gone
 * @param deploy the last change of the service before the alert began, absent when none was heard of on the day before
 * @param contributors what most of the bad events of the last hour have in common, the most frequent first
 * @param samples where some of the latest bad events stand, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AlertEvent(
        AlertState status,
        String fingerprint,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        Optional<Instant> endsAt,
        String generatorURL,
        String slo,
        String service,
        String severity,
        Instant evaluatedAt,
        List<WindowPair> evidence,
        Optional<Double> budgetRemaining,
        Optional<Measured> measured,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean silent,
        Optional<Double> budgetSpent,
        Optional<Instant> exhaustsAt,
        Optional<Deploy> deploy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Contributor> contributors,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Sample> samples) {

    public AlertEvent {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(fingerprint, "fingerprint");
        labels = SortedLabels.copyOf(labels);
        annotations = SortedLabels.copyOf(annotations);
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(generatorURL, "generatorURL");
        Objects.requireNonNull(slo, "slo");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(evaluatedAt, "evaluatedAt");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(budgetRemaining, "budgetRemaining");
        // Alerts from before there were rules have none.
        measured = measured == null ? Optional.empty() : measured;
        // Alerts from before these facts were told have none.
        budgetSpent = budgetSpent == null ? Optional.empty() : budgetSpent;
        exhaustsAt = exhaustsAt == null ? Optional.empty() : exhaustsAt;
        deploy = deploy == null ? Optional.empty() : deploy;
        contributors = contributors == null ? List.of() : List.copyOf(contributors);
        samples = samples == null ? List.of() : List.copyOf(samples);
    }

    /** An alert of which neither the pace nor the cause is told. */
    public AlertEvent(
            AlertState status,
            String fingerprint,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            Instant startsAt,
            Optional<Instant> endsAt,
            String generatorURL,
            String slo,
            String service,
            String severity,
            Instant evaluatedAt,
            List<WindowPair> evidence,
            Optional<Double> budgetRemaining,
            Optional<Measured> measured,
            boolean silent) {
        this(
                status,
                fingerprint,
                labels,
                annotations,
                startsAt,
                endsAt,
                generatorURL,
                slo,
                service,
                severity,
                evaluatedAt,
                evidence,
                budgetRemaining,
                measured,
                silent,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** An alert about a budget, of which everybody is told. */
    public AlertEvent(
            AlertState status,
            String fingerprint,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            Instant startsAt,
            Optional<Instant> endsAt,
            String generatorURL,
            String slo,
            String service,
            String severity,
            Instant evaluatedAt,
            List<WindowPair> evidence,
            Optional<Double> budgetRemaining) {
        this(
                status,
                fingerprint,
                labels,
                annotations,
                startsAt,
                endsAt,
                generatorURL,
                slo,
                service,
                severity,
                evaluatedAt,
                evidence,
                budgetRemaining,
                Optional.empty(),
                false);
    }

    /** The same alert with other times and the state that follows from them. */
    public AlertEvent as(AlertState newStatus, Instant newStart, Optional<Instant> newEnd) {
        return new AlertEvent(
                newStatus,
                fingerprint,
                labels,
                annotations,
                newStart,
                newEnd,
                generatorURL,
                slo,
                service,
                severity,
                evaluatedAt,
                evidence,
                budgetRemaining,
                measured,
                silent,
                budgetSpent,
                exhaustsAt,
                deploy,
                contributors,
                samples);
    }

    /**
     * Somebody or something changed the service.
     *
     * @param kind what was done, for example {@code deploy}
     * @param version what the service was changed to, or empty
     * @param at when, in event time
     */
    public record Deploy(String kind, String version, Instant at) {
        public Deploy {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * What bad events have in common, and how many there are of them.
     *
     * @param values name to value in the order in which people say them, for example method, route and region
     * @param bad how many bad events of the last hour have these values
     * @param approximate whether there were too many different values to count all, so that {@code bad} is the least that it can be
     */
    public record Contributor(
            Map<String, String> values,
            long bad,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean approximate) {
        public Contributor {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * Where one bad event stands.
     *
     * @param source who sent it, see {@link Origin}
     * @param sequence its position within the source, for example an offset in a file
     * @param at its time
     */
    public record Sample(String source, long sequence, Instant at) {
        public Sample {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * What a rule measured when it decided.
     *
     * @param what the aggregate in words, for example {@code mean over 5m}
     * @param value its value, absent when nothing was seen
     * @param threshold what it was compared with
     * @param events how many observations it rests on
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Measured(String what, Optional<Double> value, double threshold, long events) {
        public Measured {
            Objects.requireNonNull(what, "what");
            value = value == null ? Optional.empty() : value;
        }
    }

    /**
     * One pair of a multi-window rule. The pair is true when both burn rates exceed the factor.
     *
     * @param shortWindow its length in words, for example {@code 5m}
     * @param longWindow its length in words, for example {@code 1h}
     * @param factor the burn rate that both windows must exceed
     * @param shortBurnRate error ratio ÷ (1 − target) over the short window, absent without events
     * @param longBurnRate the same over the long window
     * @param longBad bad events in the long window
     * @param longTotal judged events in the long window
     * @param exceeded whether both windows exceed the factor
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record WindowPair(
            String shortWindow,
            String longWindow,
            double factor,
            Optional<Double> shortBurnRate,
            Optional<Double> longBurnRate,
            long longBad,
            long longTotal,
            boolean exceeded) {
        public WindowPair {
            Objects.requireNonNull(shortWindow, "shortWindow");
            Objects.requireNonNull(longWindow, "longWindow");
            Objects.requireNonNull(shortBurnRate, "shortBurnRate");
            Objects.requireNonNull(longBurnRate, "longBurnRate");
        }
    }
}
