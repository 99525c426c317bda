package slipstream.bench.peer;

import java.util.Map;

/**
 * The requests of a shop of many services, as a function of time: the same for whoever reads counters and whoever reads events.
 *
 * <p>Events come at an even pace, one service after the other. Of each service one request in {@value #ONE_BAD_IN} fails, and all of
 * them once its outage has begun. Times are event times in milliseconds since the epoch. Immutable.
 *
 * @param beginMillis when the first event happens
 * @param services how many services there are
 * @param perSecond events a second, of all services together
 * @param outages when the outage of a service begins, for those that have one
 */
record Traffic(long beginMillis, int services, int perSecond, Map<Integer, Long> outages) {
    /** Half of the budget of an objective of 99.9 %. */
    static final int ONE_BAD_IN = 2_000;

    /** Spreads the failures of different services over time. */
    private static final int STAGGER = 37;

    Traffic {
        if (services < 1 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "traffic needs services and events, not " + services + " and " + perSecond + " a second");
        }
        outages = Map.copyOf(outages);
    }

    Traffic withOutages(Map<Integer, Long> those) {
        return new Traffic(beginMillis, services, perSecond, those);
    }

    static String name(int service) {
        return "service-%04d".formatted(service);
    }

    /** How many events, of all services, have happened up to and at an instant. */
    long events(long millis) {
        return millis < beginMillis ? 0 : (millis - beginMillis) * perSecond / 1_000 + 1;
    }

    long timeMillis(long event) {
        // Rounded up, so that events(timeMillis(n)) counts event n.
        return beginMillis + (event * 1_000 + perSecond - 1) / perSecond;
    }

    int service(long event) {
        return (int) (event % services);
    }

    boolean isBad(long event) {
        int service = service(event);
        return fails(service, event / services) || timeMillis(event) >= outage(service);
    }

    /** How many requests a service has had up to and at an instant. */
    long total(int service, long millis) {
        long events = events(millis);
        return events / services + (events % services > service ? 1 : 0);
    }

    /** How many of them failed. */
    long bad(int service, long millis) {
        long total = total(service, millis);
        long healthy = outage(service) > millis ? total : total(service, outage(service) - 1);
        long shift = shift(service);
        long base = Math.floorDiv(healthy - 1 + shift, (long) ONE_BAD_IN) - Math.floorDiv(shift - 1, (long) ONE_BAD_IN);
        return base + total - healthy;
    }

    private static boolean fails(int service, long request) {
        return (request + shift(service)) % ONE_BAD_IN == 0;
    }

    private static long shift(int service) {
        return (long) STAGGER * service % ONE_BAD_IN;
    }

    private long outage(int service) {
        return outages.getOrDefault(service, Long.MAX_VALUE);
    }
}
