package slipstream.contract.slo;

import java.util.List;

/** Everything that a configuration defines. */
public record Catalogue(List<SloDefinition> slos, List<RuleDefinition> rules) {
    public Catalogue {
        slos = List.copyOf(slos);
        rules = List.copyOf(rules);
    }
}
