package slipstream.streams.query;

import java.util.List;
import java.util.function.Supplier;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;

/**
 * The SLOs and rules that are defined now. It decides which of them exist for the API: one that is defined and has no event yet is
 * listed, one that was removed is not, whatever is left of it on the topic. Asking is cheap and never blocks; thread-safe.
 */
@FunctionalInterface
public interface SloCatalogue {
    List<SloDefinition> definitions();

    /** The alert rules. */
    default List<RuleDefinition> rules() {
        return List.of();
    }

    /** Both, from what holds now. */
    static SloCatalogue of(Supplier<Catalogue> current) {
        return new SloCatalogue() {
            @Override
            public List<SloDefinition> definitions() {
                return current.get().slos();
            }

            @Override
            public List<RuleDefinition> rules() {
                return current.get().rules();
            }
        };
    }
}
