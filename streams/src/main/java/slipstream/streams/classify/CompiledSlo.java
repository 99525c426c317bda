package slipstream.streams.classify;

import java.util.Optional;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.SeriesKey;

/** An SLO whose indicator is compiled and judges observations. Thread-safe. */
final class CompiledSlo {
    private final SloDefinition definition;
    private final SeriesKey series;
    private final Condition selected;
    private final Judge judge;
    private final Optional<String> requiredService;

    /** Judges an observation that is selected. */
    private interface Judge {
        Verdict judge(Observation observation);
    }

    private CompiledSlo(SloDefinition definition, Condition selected, Judge judge, Optional<String> requiredService) {
        this.definition = definition;
        this.series = new SeriesKey(definition.id().name(), definition.version());
        this.selected = selected;
        this.judge = judge;
        this.requiredService = requiredService;
    }

    SloDefinition definition() {
        return definition;
    }

    SeriesKey series() {
        return series;
    }

    /** The only service whose observations can be selected, if the selector names one. */
    Optional<String> requiredService() {
        return requiredService;
    }

    Verdict judge(Observation observation) {
        if (selected.test(observation) != Condition.Truth.TRUE) {
            return Verdict.NOT_SELECTED;
        }
        if (observation instanceof ProbeResult probe && !probe.outcome().isEvidence()) {
            return Verdict.UNJUDGED;
        }
        return judge.judge(observation);
    }

    /** Compiles the expressions of an SLO one after another; each problem goes to the reporter. */
    static Optional<CompiledSlo> compile(SloDefinition definition, Definitions.Reporter reporter) {
        Indicator indicator = definition.indicator();
        Optional<Condition> selected = reporter.compiled(indicator.total(), COMPILER::condition);
        Optional<String> service = selected.isEmpty()
                ? Optional.empty()
                : COMPILER.requiredService(indicator.total().expression());
        Optional<Judge> judge;
        if (indicator instanceof Indicator.GoodRatio ratio) {
            judge = reporter.compiled(ratio.good(), COMPILER::condition)
                    .map(good -> ratio(good, Verdict.GOOD, Verdict.BAD));
        } else if (indicator instanceof Indicator.BadRatio ratio) {
            judge = reporter.compiled(ratio.bad(), COMPILER::condition)
                    .map(bad -> ratio(bad, Verdict.BAD, Verdict.GOOD));
        } else {
            Indicator.Threshold threshold = (Indicator.Threshold) indicator;
            judge = reporter.compiled(threshold.value(), COMPILER::measure).map(value -> threshold(value, threshold));
        }
        if (selected.isEmpty() || judge.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CompiledSlo(definition, selected.get(), judge.get(), service));
    }

    private static final SelectorCompiler COMPILER = new SelectorCompiler();

    private static Judge ratio(Condition condition, Verdict whenTrue, Verdict whenFalse) {
        return observation -> switch (condition.test(observation)) {
            case TRUE -> whenTrue;
            case FALSE -> whenFalse;
            case ABSENT -> Verdict.UNJUDGED;
        };
    }

    private static Judge threshold(Expression.Measure value, Indicator.Threshold threshold) {
        return observation -> {
            double measured = value.of(observation);
            if (Double.isNaN(measured)) {
                return Verdict.UNJUDGED;
            }
            return threshold.comparison().holds(measured, threshold.threshold()) ? Verdict.GOOD : Verdict.BAD;
        };
    }
}
