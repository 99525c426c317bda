package slipstream.streams.query;

import java.util.List;
import slipstream.contract.slo.SloDefinition;

/**
 * The SLOs that are defined now. It decides which SLOs exist for the API: one that is defined and has no event yet is
 * listed, one that was removed is not, whatever is left of it on the topic. Asking is cheap and never blocks; thread-safe.
 */
@FunctionalInterface
public interface SloCatalogue {
    List<SloDefinition> definitions();
}
