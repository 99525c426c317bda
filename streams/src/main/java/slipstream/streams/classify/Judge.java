package slipstream.streams.classify;

import java.util.Optional;
import slipstream.contract.event.Observation;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Indicator;

/** Judges an observation that an indicator selects: how much of it is bad, or {@link Verdict#UNJUDGED}. Thread-safe. */
interface Judge {
    long judge(Observation observation);

    /** Compiles what an indicator says of the observations it selects; problems go to the reporter. */
    static Optional<Judge> of(Indicator indicator, SelectorCompiler compiler, Definitions.Reporter reporter) {
        if (indicator instanceof Indicator.GoodRatio ratio) {
            return reporter.compiled(ratio.good(), compiler::condition).map(good -> ratio(good, Verdict.GOOD, 1));
        }
        if (indicator instanceof Indicator.BadRatio ratio) {
            return reporter.compiled(ratio.bad(), compiler::condition).map(bad -> ratio(bad, 1, Verdict.GOOD));
        }
        if (indicator instanceof Indicator.Threshold threshold) {
            return reporter.compiled(threshold.value(), compiler::measure)
                    .map(value -> compared(value, threshold.comparison(), threshold.threshold()));
        }
        if (indicator instanceof Indicator.Raw raw) {
            return reporter.compiled(raw.value(), compiler::measure).map(value -> raw(value, raw.isSuccess()));
        }
        return Optional.of(observation -> Verdict.GOOD);
    }

    private static Judge ratio(Condition condition, long whenTrue, long whenFalse) {
        return observation -> switch (condition.test(observation)) {
            case TRUE -> whenTrue;
            case FALSE -> whenFalse;
            case ABSENT -> Verdict.UNJUDGED;
        };
    }

    /** Good is what compares as stated. */
    static Judge compared(Expression.Measure value, Comparison comparison, double threshold) {
        return observation -> {
            double measured = value.of(observation);
            if (Double.isNaN(measured)) {
                return Verdict.UNJUDGED;
            }
            return comparison.holds(measured, threshold) ? Verdict.GOOD : 1;
        };
    }

    private static Judge raw(Expression.Measure value, boolean isSuccess) {
        return observation -> {
            double share = value.of(observation);
            if (Double.isNaN(share) || share < 0 || share > 1) {
                return Verdict.UNJUDGED;
            }
            long units = Math.round(share * Indicator.Raw.UNITS);
            return isSuccess ? Indicator.Raw.UNITS - units : units;
        };
    }
}
