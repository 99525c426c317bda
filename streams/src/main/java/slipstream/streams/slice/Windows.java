package slipstream.streams.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.BurnRatePolicy;
import slipstream.contract.slo.SloDefinition;

/** Which windows are kept for an SLO: those its rules ask for, the usual ones that people look at, and the budget's period. */
public final class Windows {
    /** The windows of the standard burn-rate pairs; people expect to see them whatever the policy is. */
    private static final List<Duration> USUAL = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3));

    private Windows() {}

    /** The windows of an SLO, shortest first, the budget's period last. */
    public static List<Duration> of(SloDefinition definition) {
        TreeSet<Duration> windows = new TreeSet<>(USUAL);
        for (BurnRatePolicy policy : definition.policies()) {
            for (BurnRatePair pair : policy.pairs()) {
                windows.add(pair.shortWindow());
                windows.add(pair.longWindow());
            }
        }
        List<Duration> kept = new ArrayList<>(windows.headSet(definition.period()));
        kept.add(definition.period());
        return List.copyOf(kept);
    }

    /** For how long the slices of a tier are kept: the longest window that is summed from them. */
    public static Duration slicesKept(SloDefinition definition, Tier tier) {
        return of(definition).stream()
                .filter(window -> Tier.of(window) == tier)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
