package slipstream.streams.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import slipstream.contract.event.AlertEvent;

/**
 * What an alert says.
 *
 * @param slo the SLO's name, empty for a rule without a budget
 * @param summary what is the matter, in words
 * @param budgetSpent how much of the period's budget the bad events of the decisive window are
 * @param exhaustsAt when the budget will be gone
 * @param causes what the bad events have in common
 */
record Facts(
        String slo,
        String service,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        String summary,
        List<AlertEvent.WindowPair> evidence,
        Optional<Double> budgetRemaining,
        Optional<AlertEvent.Measured> measured,
        Optional<Double> budgetSpent,
        Optional<Instant> exhaustsAt,
        TopCauses causes) {}
