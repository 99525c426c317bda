package slipstream.bench.peer;

import java.time.Duration;

/**
 * The earliest instant at which anybody could know that a page is due: the first failure with which the error ratio of the last
 * hour and that of the last five minutes exceed 14.4 times the budget of 99.9 %.
 *
 * <p>14.4 = 2 % of a 30 d budget in 1 h (SRE Workbook, ch. 5). The other pair of the page, 30 min and 6 h at 6 times the budget, takes
 * longer after hours without trouble.
 */
final class BurnMinimum {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long FIVE_MINUTES_MILLIS = Duration.ofMinutes(5).toMillis();

    /** 14.4 times a budget of 0.1 %, in bad events of a million. */
    private static final long THRESHOLD_PPM = 14_400;

    private BurnMinimum() {}

    /** From the beginning of a service's outage to the event that makes the page due. */
    static Duration of(Traffic traffic, int service) {
        long outage = traffic.outages().get(service);
        long millis = outage;
        while (!burns(traffic, service, millis, HOUR_MILLIS) || !burns(traffic, service, millis, FIVE_MINUTES_MILLIS)) {
            millis++;
        }
        return Duration.ofMillis(millis - outage);
    }

    private static boolean burns(Traffic traffic, int service, long millis, long window) {
        long total = traffic.total(service, millis) - traffic.total(service, millis - window);
        long bad = traffic.bad(service, millis) - traffic.bad(service, millis - window);
        return bad * 1_000_000 > total * THRESHOLD_PPM;
    }
}
