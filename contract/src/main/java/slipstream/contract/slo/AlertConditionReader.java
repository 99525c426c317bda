package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** Reads an AlertCondition of OpenSLO: a burn rate over one window. */
final class AlertConditionReader {
    private final Registry registry;
    private final Document document;

    AlertConditionReader(Registry registry, Document document) {
        this.registry = registry;
        this.document = document;
    }

    /** How severe it is, and when it holds. */
    record Condition(String severity, SloCondition.BurnRate burnRate) {}

    /** The condition, checked against the SLO it is for where there is one. */
    Optional<Condition> read(Optional<Subject> subject) {
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        Metadata.description(spec, registry.reading());
        Optional<String> severity = spec.requiredText("severity");
        Optional<SloCondition.BurnRate> burnRate =
                spec.requiredFields("condition").flatMap(condition -> burnRate(condition, subject));
        spec.done();
        return severity.isPresent() && burnRate.isPresent()
                ? Optional.of(new Condition(severity.get(), burnRate.get()))
                : Optional.empty();
    }

    private Optional<SloCondition.BurnRate> burnRate(Fields condition, Optional<Subject> subject) {
        for (String key : new String[] {"kind", "threshold", "lookbackWindow"}) {
            if (!condition.holds(key)) {
                condition.missing(key);
            }
        }
        Optional<String> kind = condition.holds("kind") ? condition.oneOf("kind", "burnrate") : Optional.empty();
        Optional<Comparison> op = ComparisonReader.required(condition);
        Optional<Fraction> threshold = condition.holds("threshold")
                ? condition.converted(
                        "threshold",
                        "a burn rate from 0, of at most nine digits",
                        text -> Fraction.of(new BigDecimal(text), 1))
                : Optional.empty();
        Optional<Duration> lookback = Shorthand.length(condition, "lookbackWindow", registry.reading())
                .filter(window -> Windows.isAllowed(condition, "lookbackWindow", window));
        Duration alertAfter =
                Shorthand.length(condition, "alertAfter", registry.reading()).orElse(Duration.ZERO);
        condition.done();
        if (kind.isEmpty() || op.isEmpty() || threshold.isEmpty() || lookback.isEmpty()) {
            return Optional.empty();
        }
        SloCondition.BurnRate burnRate = new SloCondition.BurnRate(
                op.get(), threshold.get().numerator(), threshold.get().denominator(), lookback.get(), alertAfter);
        warn(condition, burnRate);
        subject.ifPresent(slo -> refuse(condition, burnRate, slo));
        return Optional.of(burnRate);
    }

    private static void warn(Fields condition, SloCondition.BurnRate burnRate) {
        if (burnRate.alertAfter().compareTo(burnRate.lookback()) > 0) {
            condition.warning(
                    "alertAfter",
                    "is longer than the lookback window " + Durations.format(burnRate.lookback())
                            + ": it may be over before it is told");
        }
        if (burnRate.op() == Comparison.LT || burnRate.op() == Comparison.LTE) {
            condition.warning("op", "alerts while the burn rate is low; gt and gte alert while it is high");
        }
    }

    private static void refuse(Fields condition, SloCondition.BurnRate burnRate, Subject slo) {
        if (burnRate.lookback().compareTo(slo.period().nominal()) > 0) {
            condition.error(
                    "lookbackWindow",
                    "is longer than the period of the SLO '" + slo.slo() + "', "
                            + slo.period().words());
        }
        boolean wantsMore = burnRate.op() == Comparison.GT || burnRate.op() == Comparison.GTE;
        if (wantsMore
                && !slo.canBurn(
                        burnRate.thresholdNumerator(),
                        burnRate.thresholdDenominator(),
                        burnRate.op() == Comparison.GTE)) {
            condition.error(
                    "threshold",
                    "can never alert for the SLO '" + slo.slo() + "': " + slo.outOfReach(burnRate.threshold()));
        }
    }
}
