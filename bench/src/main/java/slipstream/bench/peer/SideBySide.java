package slipstream.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One run: Prometheus and Slipstream watch the same shop at the same time. First history is written for both, then both are left
 * alone for some evaluations while their processor time is taken, then services fail one after the other and both are watched.
 */
final class SideBySide implements AutoCloseable {
    /** As long as the longest window of a page, so that none of them is young. */
    private static final Duration SLIPSTREAM_HISTORY = Duration.ofHours(6);

    /** Until the rate over five minutes does not see the gap between the history and the first scrape. */
    private static final Duration SETTLE = Duration.ofMinutes(5);

    private static final Duration CATCH_UP_WITHIN = Duration.ofMinutes(20);

    /** Outages begin at any time within two minutes, four evaluations. */
    private static final Duration OUTAGES_WITHIN = Duration.ofMinutes(2);

    private static final Duration DETECTED_WITHIN = Duration.ofMinutes(4);

    /**
     * What is run.
     *
     * @param services as many SLOs
     * @param perSecond events of all services together
     * @param historyDays how far back Prometheus's data reach
     * @param intervals how many evaluations processor time is taken over
     * @param outages how many services fail
     * @param seed of the instants at which they do
     */
    record Plan(int services, int perSecond, int historyDays, int intervals, int outages, long seed) {}

    private final Plan plan;
    private final Path folder;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private volatile Traffic traffic;

    private SideBySide(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        long begin =
                System.currentTimeMillis() - Duration.ofDays(plan.historyDays()).toMillis();
        this.traffic = new Traffic(begin, plan.services(), plan.perSecond(), Map.of());
    }

    /** @param folder an empty one, for the data of both */
    static SideBySideResult run(Plan plan, Path folder) throws Exception {
        try (SideBySide run = new SideBySide(plan, folder)) {
            return run.measure();
        }
    }

    private SideBySideResult measure() throws IOException, InterruptedException {
        ShopExporter exporter = part(ShopExporter.start(() -> traffic));
        Path data = Files.createDirectories(folder.resolve("prometheus-data"));
        new PrometheusHistory(traffic, exporter.address()).write(folder, data, System.currentTimeMillis());
        PrometheusServer prometheus =
                part(PrometheusServer.start(folder, data, exporter.address(), SlothRules.of(slos())));
        long settled = System.nanoTime() + SETTLE.toNanos();
        SlipstreamServer slipstream = part(SlipstreamServer.start(folder, plan.services()));
        catchUp(slipstream);
        progress("both are live; letting them settle");
        sleepUntil(settled);

        ProcessorShare shares = ProcessorShare.take(prometheus, slipstream, plan.intervals());
        List<Delay> delays = delays(prometheus, slipstream);
        return new SideBySideResult(plan, shares, delays);
    }

    private void catchUp(SlipstreamServer slipstream) throws InterruptedException {
        long from = traffic.events(System.currentTimeMillis() - SLIPSTREAM_HISTORY.toMillis());
        ShopFeeder feeder = part(new ShopFeeder(slipstream.bootstrapServers(), () -> traffic, from));
        progress("history for Slipstream: " + SLIPSTREAM_HISTORY.toHours() + " hours of events");
        feeder.start();
        long end = System.nanoTime() + CATCH_UP_WITHIN.toNanos();
        // A second of records is always on its way.
        while (!feeder.isLive() || slipstream.lag() > plan.perSecond()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Slipstream has not caught up within " + CATCH_UP_WITHIN
                        + "; try a lower --rate on this machine");
            }
            Thread.sleep(500);
        }
    }

    private List<Delay> delays(PrometheusServer prometheus, SlipstreamServer slipstream) throws InterruptedException {
        Sightings seenInPrometheus = new Sightings();
        Sightings seenInSlipstream = new Sightings();
        part(PrometheusWatch.start(prometheus, seenInPrometheus));
        part(SlipstreamWatch.start(slipstream.bootstrapServers(), seenInSlipstream));
        Map<Integer, Long> outages = outages(System.currentTimeMillis() + 1_000);
        traffic = traffic.withOutages(outages);
        progress(outages.size() + " services fail now, one after the other");
        long end = System.nanoTime() + OUTAGES_WITHIN.plus(DETECTED_WITHIN).toNanos();
        boolean all = false;
        while (!all && System.nanoTime() < end) {
            Thread.sleep(500);
            all = outages.keySet().stream()
                    .allMatch(service -> seenInPrometheus.first(service).isPresent()
                            && seenInSlipstream.first(service).isPresent());
        }
        return outages.entrySet().stream()
                .map(outage -> new Delay(
                        Traffic.name(outage.getKey()),
                        BurnMinimum.of(traffic, outage.getKey()).toMillis(),
                        since(outage.getValue(), seenInPrometheus.first(outage.getKey())),
                        since(outage.getValue(), seenInSlipstream.first(outage.getKey()))))
                .toList();
    }

    private Map<Integer, Long> outages(long from) {
        Random random = new Random(plan.seed());
        Map<Integer, Long> outages = new TreeMap<>();
        for (int i = 0; i < plan.outages(); i++) {
            int service = i * plan.services() / plan.outages();
            outages.put(service, from + random.nextLong(OUTAGES_WITHIN.toMillis()));
        }
        return outages;
    }

    private static OptionalLong since(long millis, OptionalLong seen) {
        return seen.isPresent() ? OptionalLong.of(seen.getAsLong() - millis) : seen;
    }

    private List<SlothRules.Slo> slos() {
        return IntStream.range(0, plan.services())
                .mapToObj(service -> SlothRules.availability(Traffic.name(service)))
                .toList();
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.add(0, part);
        return part;
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
    }

    static void progress(String what) {
        System.err.println(what);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
