package slipstream.streams.rule;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import slipstream.contract.event.AlertEvent;

/**
 * What an alert says.
 *
 * @param slo the SLO's name, empty for a rule without a budget
 * @param summary one sentence for people
 */
record Facts(
        String slo,
        String service,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        String summary,
        List<AlertEvent.WindowPair> evidence,
        Optional<Double> budgetRemaining,
        Optional<AlertEvent.Measured> measured) {}
