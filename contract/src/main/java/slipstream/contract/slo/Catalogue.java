package slipstream.contract.slo;

import java.util.List;

/**
 * Everything that a configuration defines.
 *
 * @param unfinished indicators of definitions that were left out because of errors: they are compiled only to tell at once
 *     whatever else is wrong with them
 */
public record Catalogue(List<SloDefinition> slos, List<RuleDefinition> rules, List<Indicator> unfinished) {
    public Catalogue {
        slos = List.copyOf(slos);
        rules = List.copyOf(rules);
        unfinished = List.copyOf(unfinished);
    }

    /** Definitions without errors. */
    public Catalogue(List<SloDefinition> slos, List<RuleDefinition> rules) {
        this(slos, rules, List.of());
    }
}
