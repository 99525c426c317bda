package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.event.Incident;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Exclusion;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.Selector;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.SeriesKey;

/** One indicator of an SLO or a rule, compiled: which observations it selects and what it takes from them. Thread-safe. */
final class CompiledSeries {
    private static final SelectorCompiler COMPILER = new SelectorCompiler();

    private static final String INCIDENT = ObservationType.INCIDENT.word();

    /** Longer values of a group are cut: they become labels. */
    private static final int LONGEST_VALUE = 200;

    private final SeriesKey key;
    private final long unit;
    private final Selection selection;
    private final Judge judge;
    private final boolean speaksOfIncidents;
    private final Parts parts;

    /**
     * What is taken from an observation beside the verdict.
     *
     * @param value the number that is taken, or null
     * @param measured the number whose quantiles are kept, or null
     */
    private record Parts(
            Expression.Measure value,
            Expression.Measure measured,
            List<Expression.Text> groups,
            int maxGroups,
            List<Expression.Text> lanes,
            int runLength,
            List<Exclusion> exclusions) {}

    private CompiledSeries(SeriesKey key, long unit, Selection selection, Judge judge, Parts parts) {
        this.key = key;
        this.unit = unit;
        this.selection = selection;
        this.judge = judge;
        this.speaksOfIncidents = selection
                .constantOf(ObservationField.TYPE)
                .filter(INCIDENT::equals)
                .isPresent();
        this.parts = parts;
    }

    /** Compiles every indicator of an SLO; empty when any of them has a problem. */
    static List<CompiledSeries> of(SloDefinition slo, Definitions.Reporter reporter) {
        AccountPlan plan = AccountPlan.of(slo);
        Optional<List<Expression.Text>> groups = texts(slo.groupBy().fields(), reporter);
        List<CompiledSeries> all = new ArrayList<>();
        for (int i = 0; i < slo.indicators().size(); i++) {
            Indicator indicator = slo.indicators().get(i);
            SeriesKey key = new SeriesKey(plan.definition(), i);
            Optional<Judge> judge = Judge.of(indicator, COMPILER, reporter);
            Optional<Selection> selection = selected(indicator.total(), reporter);
            if (judge.isPresent() && selection.isPresent() && groups.isPresent()) {
                Parts parts = new Parts(
                        null,
                        CompiledSeries::millisTaken,
                        groups.get(),
                        slo.groupBy().maxGroups(),
                        List.of(),
                        0,
                        slo.exclusions());
                all.add(new CompiledSeries(key, plan.units().get(i), selection.get(), judge.get(), parts));
            }
        }
        return all.size() == slo.indicators().size() ? all : List.of();
    }

    /** How long it took: an answer to come, or an incident to be over, whose mean is the mean time to recovery. */
    private static double millisTaken(Observation observation) {
        return observation instanceof Incident incident ? incident.durationMillis() : observation.latencyMillis();
    }

    /** Reports what is wrong with an indicator of which nothing else is to be had. */
    static void check(Indicator indicator, Definitions.Reporter reporter) {
        selected(indicator.total(), reporter);
        Judge.of(indicator, COMPILER, reporter);
    }

    /** Compiles what a rule looks at. */
    static Optional<CompiledSeries> of(RuleDefinition rule, Definitions.Reporter reporter) {
        AccountPlan plan = AccountPlan.of(rule);
        Optional<Selection> selection = selected(rule.indicator().total(), reporter);
        Optional<Expression.Measure> value = rule.value().flatMap(v -> reporter.compiled(v, COMPILER::measure));
        Optional<Judge> judge = judge(rule, value, reporter);
        Optional<List<Expression.Text>> groups = texts(rule.groupBy().fields(), reporter);
        List<Selector> laneFields =
                rule.condition() instanceof RuleCondition.Consecutive consecutive ? consecutive.lanes() : List.of();
        Optional<List<Expression.Text>> lanes = texts(laneFields, reporter);
        boolean isIncomplete = rule.value().isPresent() && value.isEmpty();
        if (selection.isEmpty() || judge.isEmpty() || groups.isEmpty() || lanes.isEmpty() || isIncomplete) {
            return Optional.empty();
        }
        Parts parts = new Parts(
                isQuantile(rule) ? null : value.orElse(null),
                isQuantile(rule) ? value.orElse(null) : null,
                groups.get(),
                rule.groupBy().maxGroups(),
                lanes.get(),
                plan.series().runLength(),
                rule.exclusions());
        return Optional.of(new CompiledSeries(
                new SeriesKey(plan.definition(), 0), plan.units().get(0), selection.get(), judge.get(), parts));
    }

    /**
     * A rule on a quantile is decided by counting: the q-quantile is above x exactly when more than (1 − q) of all values are.
     * What lies on the wrong side of x is bad.
     */
    private static Optional<Judge> judge(
            RuleDefinition rule, Optional<Expression.Measure> value, Definitions.Reporter reporter) {
        if (!isQuantile(rule)) {
            return Judge.of(rule.indicator(), COMPILER, reporter);
        }
        RuleCondition.Threshold threshold = (RuleCondition.Threshold) rule.condition();
        Comparison good = switch (threshold.op()) {
            case GT, LTE -> Comparison.LTE;
            case GTE, LT -> Comparison.LT;
        };
        return value.map(
                measure -> Judge.compared(measure, good, threshold.value().doubleValue()));
    }

    private static boolean isQuantile(RuleDefinition rule) {
        return rule.condition() instanceof RuleCondition.Threshold threshold
                && !Double.isNaN(threshold.aggregation().quantile());
    }

    private static Optional<Selection> selected(Selector selector, Definitions.Reporter reporter) {
        Optional<Selection> compiled = reporter.compiled(selector, COMPILER::selection);
        if (compiled.isPresent()) {
            COMPILER.neverMatches(selector.expression())
                    .ifPresent(why -> reporter.problems().error(selector.where(), selector.key(), why));
        }
        return compiled;
    }

    private static Optional<List<Expression.Text>> texts(List<Selector> fields, Definitions.Reporter reporter) {
        List<Expression.Text> texts = new ArrayList<>();
        for (Selector field : fields) {
            reporter.compiled(field, COMPILER::text).ifPresent(texts::add);
        }
        return texts.size() == fields.size() ? Optional.of(texts) : Optional.empty();
    }

    /** The series of an account without groups; with groups, the one that all of them stem from. */
    SeriesKey key() {
        return key;
    }

    /** What one observation counts. */
    long unit() {
        return unit;
    }

    /** Which observations it selects. */
    Selection selection() {
        return selection;
    }

    /** How much of an observation that fulfils the selection's equalities is bad, or a constant of {@link Verdict}. */
    long judge(Observation observation) {
        if (observation.type() == ObservationType.INCIDENT && !speaksOfIncidents) {
            // The pipeline writes these itself: who counts everything of a service does not mean its own alerts.
            return Verdict.NOT_SELECTED;
        }
        if (selection.rest().test(observation) != Condition.Truth.TRUE) {
            return Verdict.NOT_SELECTED;
        }
        if (observation instanceof ProbeResult probe && !probe.outcome().isEvidence()) {
            return Verdict.UNJUDGED;
        }
        return judge.judge(observation);
    }

    boolean isGrouped() {
        return !parts.groups.isEmpty();
    }

    int maxGroups() {
        return parts.maxGroups;
    }

    /** The values of the fields it is grouped by; what is absent is empty. */
    List<String> group(Observation observation) {
        return values(parts.groups, observation);
    }

    AccountKey overflow() {
        return key.account()
                .ofGroup(parts.groups.stream().map(g -> GroupBy.OVERFLOW).toList());
    }

    /** Whether an instant lies in time that does not count. */
    boolean isExcluded(long timeMillis) {
        for (Exclusion exclusion : parts.exclusions) {
            if (exclusion.covers(timeMillis)) {
                return true;
            }
        }
        return false;
    }

    /** The number that is taken from an observation, or NaN. */
    double value(Observation observation) {
        return parts.value == null ? Double.NaN : parts.value.of(observation);
    }

    /** The number whose quantiles are kept, or NaN. */
    double measured(Observation observation) {
        return parts.measured == null ? Double.NaN : parts.measured.of(observation);
    }

    /** How many results in a row are looked at; 0 when none are. */
    int runLength() {
        return parts.runLength;
    }

    /** What keeps results in a row apart. */
    String lane(Observation observation) {
        return String.join(",", values(parts.lanes, observation));
    }

    private static List<String> values(List<Expression.Text> fields, Observation observation) {
        List<String> values = new ArrayList<>(fields.size());
        for (Expression.Text field : fields) {
            String value = field.of(observation);
            values.add(value == null ? "" : cleaned(value));
        }
        return values;
    }

    /** Control characters keep the parts of a key apart, so no value may have them. */
    private static String cleaned(String value) {
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isISOControl(cut.charAt(i))) {
                return cut.replaceAll("\\p{Cntrl}", "?");
            }
        }
        return cut;
    }
}
