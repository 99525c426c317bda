package slipstream.bench.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import slipstream.bench.load.Slo;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.topic.Topics;

/**
 * What is defined beside the hundred SLOs of the traffic: a service in each partition of which nothing but a mark comes now and then, and
 * services that break down once each.
 *
 * @param outages how many services break down
 */
record Scenario(int outages) {
    /** 99.9 %: of a million requests 1 000 may be bad. */
    private static final String TARGET_OF_OUTAGES = "0.999";

    private static final long ALLOWED_OF_A_MILLION = 1_000;

    /** The standard pairs that page burn at 14.4 and at 6 times the allowance; those below open a ticket (SRE Workbook, ch. 5). */
    private static final double LEAST_FACTOR_OF_A_PAGE = 6;

    static String marker(int partition) {
        return "marker-" + partition;
    }

    static String outage(int number) {
        return "outage-" + number;
    }

    List<Slo> slos() {
        List<Slo> slos = new ArrayList<>(Slo.hundred());
        IntStream.range(0, Topics.OBSERVATIONS.partitions())
                .forEach(partition -> slos.add(Slo.availability(marker(partition))));
        IntStream.range(0, outages).forEach(number -> slos.add(Slo.availability(outage(number), TARGET_OF_OUTAGES)));
        return slos;
    }

    /**
     * Which bad event of an outage decides its page: the first with which any pair of windows burns faster than it may. The short window of
     * a pair holds no more healthy events than the long one, so the long one is the last to notice.
     *
     * @param evidence the pairs as they stood when it paged
     * @return its number, from 1
     */
    static int deciding(List<AlertEvent.WindowPair> evidence) {
        return evidence.stream()
                .filter(pair -> pair.factor() >= LEAST_FACTOR_OF_A_PAGE)
                .mapToInt(pair -> firstBeyond(pair.factor(), pair.longTotal() - pair.longBad()))
                .min()
                .orElseThrow(() -> new IllegalArgumentException("no pair of windows that pages"));
    }

    private static int firstBeyond(double factor, long healthy) {
        int bad = 1;
        while (bad * 1_000_000d <= factor * ALLOWED_OF_A_MILLION * (healthy + bad)) {
            bad++;
        }
        return bad;
    }
}
