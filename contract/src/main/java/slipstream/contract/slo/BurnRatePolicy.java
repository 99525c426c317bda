package slipstream.contract.slo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One severity and the window pairs that raise it; any pair suffices.
 *
 * @param severity {@code page} wakes somebody, {@code ticket} waits for the morning
 */
public record BurnRatePolicy(String severity, List<BurnRatePair> pairs) {
    public static final String PAGE = "page";
    public static final String TICKET = "ticket";

    public BurnRatePolicy {
        Objects.requireNonNull(severity, "severity");
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("a burn rate policy needs at least one pair of windows");
        }
    }

    /**
     * What every SLO gets that names no policy of its own: 2 % of the budget in 1 h or 5 % in 6 h pages, 10 % in 1 d or in
     * 3 d opens a ticket (SRE Workbook, ch. 5, table 5-8; the windows and shares of Sloth's {@code google-30d.yaml}).
     */
    public static List<BurnRatePolicy> standard(Duration period) {
        return List.of(
                new BurnRatePolicy(
                        PAGE,
                        List.of(
                                BurnRatePair.spending(2, Duration.ofMinutes(5), Duration.ofHours(1), period),
                                BurnRatePair.spending(5, Duration.ofMinutes(30), Duration.ofHours(6), period))),
                new BurnRatePolicy(
                        TICKET,
                        List.of(
                                BurnRatePair.spending(10, Duration.ofHours(2), Duration.ofDays(1), period),
                                BurnRatePair.spending(10, Duration.ofHours(6), Duration.ofDays(3), period))));
    }
}
