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
 * How one SLO stands at an instant of event time, for one of its groups: exact counts per window, and per objective what is left of
 * its budget.
 *
 * @param definition the version of the definition that was counted; counts of different versions are never mixed
 * @param period the budget's period, for example {@code 30d}
 * @param at the instant of event time up to which this is true
 * @param windows the events of each window that is kept, shortest first, the budget's period last
 * @param objectives one for each objective of the SLO
 * @param group the labels of the group, empty when the SLO is not grouped
 * @param combined the budget of all objectives together, for a composite
 * @param lastSeen the end of the latest ten seconds in which an event was judged, absent when none ever was
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
        List<Objective> objectives,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> group,
        Optional<Objective> combined,
        Optional<Instant> lastSeen) {

    public BudgetStatus {
        Objects.requireNonNull(slo, "slo");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(at, "at");
        windows = List.copyOf(windows);
        objectives = List.copyOf(objectives);
        // Statuses from before there were groups have none of these.
        group = group == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(group));
        combined = combined == null ? Optional.empty() : combined;
        lastSeen = lastSeen == null ? Optional.empty() : lastSeen;
    }

    /** The status of an SLO that is neither grouped nor a composite. */
    public BudgetStatus(
            String slo,
            String definition,
            String service,
            String displayName,
            String period,
            Instant at,
            List<Window> windows,
            List<Objective> objectives) {
        this(
                slo,
                definition,
                service,
                displayName,
                period,
                at,
                windows,
                objectives,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** What the record of a group is keyed by on the topic: the SLO, then the values of the group. */
    public String key() {
        return key(slo, group);
    }

    /** The key of a group of an SLO. */
    public static String key(String slo, Map<String, String> group) {
        return group.isEmpty() ? slo : slo + group;
    }

    /**
     * The counts of one window, from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param window its length in words, for example {@code 1h}
     * @param total events, or slices of time, that were judged and count
     * @param bad of those, the ones judged bad
     * @param unjudged events that were selected but could not be judged, for want of a field; not in {@code total}
     * @param errorRatio bad ÷ total, absent when there was no event
     * @param p95Millis 95th percentile of latency with at most 1.6 % relative error, absent when no latency was seen or it is not kept for this window
     * @param excluded events in time that does not count, such as maintenance; raw total = total + excluded
     * @param excludedBad of those, the ones judged bad; raw bad = bad + excludedBad
     * @param coverage the share of the window's slices in which anything was seen, absent where it is not known
     * @param meanMillis mean latency, absent like the percentile
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
            Optional<Double> p95Millis,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long excluded,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long excludedBad,
            Optional<Double> coverage,
            Optional<Double> meanMillis) {
        public Window {
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(errorRatio, "errorRatio");
            Objects.requireNonNull(p95Millis, "p95Millis");
            coverage = coverage == null ? Optional.empty() : coverage;
            meanMillis = meanMillis == null ? Optional.empty() : meanMillis;
        }

        /** A window of which only counts and the percentile are known. */
        public Window(
                String window,
                Instant from,
                Instant to,
                long total,
                long bad,
                long unjudged,
                Optional<Double> errorRatio,
                Optional<Double> p95Millis) {
            this(
                    window,
                    from,
                    to,
                    total,
                    bad,
                    unjudged,
                    errorRatio,
                    p95Millis,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * One objective and its budget.
     *
     * @param objective its name, empty when the SLO has just one
     * @param target the share of events that must be good, for example 0.999
     * @param burnRates per window: error ratio ÷ (1 − target); 1 spends exactly the budget over the period; windows without events are absent
     * @param budgetRemaining 1 − burn rate over the period, negative when overspent, absent when there was no event
     * @param windows what this objective is judged by, where that is not the events of the status: slices of time, or another indicator
     * @param exhaustedAt when the budget will be gone at the rate of the last hour, absent when it will not within the period
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Objective(
            String objective,
            double target,
            Map<String, Double> burnRates,
            Optional<Double> budgetRemaining,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Window> windows,
            Optional<Instant> exhaustedAt) {
        public Objective {
            Objects.requireNonNull(objective, "objective");
            burnRates = Collections.unmodifiableMap(new LinkedHashMap<>(burnRates));
            Objects.requireNonNull(budgetRemaining, "budgetRemaining");
            windows = windows == null ? List.of() : List.copyOf(windows);
            exhaustedAt = exhaustedAt == null ? Optional.empty() : exhaustedAt;
        }

        /** An objective that is judged by the events of the status and does not run out. */
        public Objective(
                String objective, double target, Map<String, Double> burnRates, Optional<Double> budgetRemaining) {
            this(objective, target, burnRates, budgetRemaining, List.of(), Optional.empty());
        }
    }
}
