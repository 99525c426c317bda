package slipstream.streams.bruteforce;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;

/**
 * A definition, which is an SLO or a rule, and what the oracle needs to know of it as plain Java.
 *
 * @param measures one for each indicator
 * @param excluded whether an instant lies in time that does not count
 */
record Case(
        Optional<SloDefinition> slo, Optional<RuleDefinition> rule, List<Measure> measures, LongPredicate excluded) {
    Catalogue catalogue() {
        return new Catalogue(slo.stream().toList(), rule.stream().toList());
    }

    /** The name of its accounts. */
    String name() {
        return slo.map(of -> of.id().name())
                .orElseGet(() -> "rule/" + rule.orElseThrow().name());
    }

    String version() {
        return slo.map(SloDefinition::version)
                .orElseGet(() -> rule.orElseThrow().version());
    }

    GroupBy groupBy() {
        return slo.map(SloDefinition::groupBy)
                .orElseGet(() -> rule.orElseThrow().groupBy());
    }

    /** The period of the budget or of the quota. */
    Optional<BudgetPeriod> period() {
        if (slo.isPresent()) {
            return Optional.of(slo.get().period());
        }
        return rule.orElseThrow().condition() instanceof RuleCondition.Quota quota
                ? Optional.of(quota.period())
                : Optional.empty();
    }

    List<AlertPolicy> policies() {
        return slo.map(SloDefinition::policies).orElse(List.of());
    }

    @Override
    public String toString() {
        return slo.map(of -> "SLO " + of.method() + " " + of.period() + " " + of.objectives() + " "
                        + of.policies().stream().map(AlertPolicy::condition).toList() + " groups "
                        + of.groupBy().fields().size() + "/" + of.groupBy().maxGroups() + " indicators "
                        + of.indicators().stream()
                                .map(i -> i.getClass().getSimpleName())
                                .toList() + " exclusions "
                        + of.exclusions())
                .orElseGet(() -> "rule " + rule.orElseThrow().condition() + " "
                        + rule.get().indicator().getClass().getSimpleName() + " groups "
                        + rule.get().groupBy().fields().size() + " exclusions "
                        + rule.get().exclusions());
    }
}
