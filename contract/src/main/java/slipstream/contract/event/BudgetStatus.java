package slipstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one SLO stands at an instant of event time: exact counts per window, and per objective what is left of its budget.
 *
 * @param definition the version of the definition that was counted; counts of different versions are never mixed
 * @param period the budget's period, for example {@code 30d}
 * @param at the instant of event time up to which this is true
 * @param windows each window that is kept, shortest first
 * @param objectives one for each objective of the SLO
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BudgetStatus(
        String slo,
        String definition,
        String service,
        String displayName,
        String period,
        Instant at,
        List<Window> windows,
        List<Objective> objectives) {

    public BudgetStatus {
        Objects.requireNonNull(slo, "slo");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(at, "at");
        windows = List.copyOf(windows);
        objectives = List.copyOf(objectives);
    }

    /**
     * The counts of one window, from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param window its length in words, for example {@code 1h}
     * @param total events that were judged
     * @param bad events that were judged bad
     * @param unjudged events that were selected but could not be judged, for want of a field; not in {@code total}
     * @param errorRatio bad ÷ total, absent when there was no event
     * @param p95Millis 95th percentile of latency with at most 1.6 % relative error, absent when no latency was seen or it is not kept for this window
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Window(
            String window,
            Instant from,
            Instant to,
            long total,
            long bad,
            long unjudged,
            Optional<Double> errorRatio,
            Optional<Double> p95Millis) {
        public Window {
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(errorRatio, "errorRatio");
            Objects.requireNonNull(p95Millis, "p95Millis");
        }
    }

    /**
     * One objective and its budget.
     *
     * @param objective its name, empty when the SLO has just one
     * @param target the share of events that must be good, for example 0.999
     * @param burnRates per window: error ratio ÷ (1 − target); 1 spends exactly the budget over the period; windows without events are absent
     * @param budgetRemaining 1 − burn rate over the period, negative when overspent, absent when there was no event
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Objective(
            String objective, double target, Map<String, Double> burnRates, Optional<Double> budgetRemaining) {
        public Objective {
            Objects.requireNonNull(objective, "objective");
            burnRates = Collections.unmodifiableMap(new LinkedHashMap<>(burnRates));
            Objects.requireNonNull(budgetRemaining, "budgetRemaining");
        }
    }
}
