package slipstream.ingest.probe;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.receive.RecordingSink;

/**
 * Many targets of which three in ten hang until their timeout. The whole of it takes ten minutes and runs with
 * {@code -Dprobe.soak=true}; it prints its figures.
 */
class ProbeSoakTest {
    private static final double HANGING = 0.3;

    private final RecordingSink sink = new RecordingSink();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void targetsThatHangDelayNoOthers() throws Exception {
        Duration timeout = Duration.ofSeconds(1);
        Figures figures = run(100, Duration.ofSeconds(2), timeout, Duration.ofSeconds(12));

        // How late a busy machine is says nothing; that nobody waits for a target that hangs does.
        assertThat(figures.gaps()).isZero();
        assertThat(figures.p99LatenessMillis()).isLessThan(timeout.toMillis());
    }

    @Test
    @EnabledIfSystemProperty(named = "probe.soak", matches = "true", disabledReason = "takes ten minutes")
    void aThousandTargetsRunForTenMinutes_whileThreeInTenHang() throws Exception {
        Figures figures = run(1000, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(10));

        assertThat(figures.gaps()).isZero();
        assertThat(figures.runShare()).isGreaterThanOrEqualTo(0.999);
        assertThat(figures.p99LatenessMillis()).isLessThanOrEqualTo(250);
    }

    /**
     * What came of a run.
     *
     * @param slots results of all targets
     * @param gaps due slots between the first and the last of a target that left no record
     * @param ran slots that were not missed
     * @param wrong results that are not what their target gives
     */
    private record Figures(long slots, long gaps, long ran, long wrong, double p99LatenessMillis) {
        private double runShare() {
            return ran / (double) slots;
        }
    }

    private Figures run(int count, Duration interval, Duration timeout, Duration lasting) throws Exception {
        metrics.config().meterFilter(percentilesOver(lasting.plusMinutes(1)));
        try (SoakTargets targets = new SoakTargets(timeout.multipliedBy(2))) {
            int hanging = (int) (count * HANGING);
            List<ProbeTarget> all = IntStream.range(0, count)
                    .mapToObj(i -> i < hanging ? targets.hanging(i) : targets.quick(i))
                    .map(url -> new ProbeTarget(url, "shop", Map.of()))
                    .toList();
            ProbeJob job = new ProbeJob("soak", HttpModule.http2xx(timeout), interval, all);
            ProbeSettings settings = new ProbeSettings("here", AddressRules.LOOPBACK, Optional.empty(), List.of(job));
            long expected = count * (lasting.toMillis() / interval.toMillis());
            try (ProbeService service = new ProbeService(settings, sink, InstantSource.system(), metrics)) {
                service.start();
                await().atMost(lasting.multipliedBy(2))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> started() >= expected);
            }
        }
        Figures figures = figures(interval);
        System.out.printf(
                Locale.ROOT,
                "Soak: %d targets, %d slots, %d ran (%.3f %%), %d without a record, %d wrong, p99 start lateness %.1f ms%n",
                count,
                figures.slots(),
                figures.ran(),
                100 * figures.runShare(),
                figures.gaps(),
                figures.wrong(),
                figures.p99LatenessMillis());
        assertThat(figures.wrong()).isZero();
        return figures;
    }

    private long started() {
        return lateness().count();
    }

    private Timer lateness() {
        return metrics.get("slipstream.probe.start.lateness").timer();
    }

    private Figures figures(Duration interval) {
        Map<String, List<ProbeResult>> byTarget =
                sink.observations().stream().map(ProbeResult.class::cast).collect(groupingBy(ProbeResult::target));
        long slots = 0;
        long gaps = 0;
        long ran = 0;
        long wrong = 0;
        for (Map.Entry<String, List<ProbeResult>> entry : byTarget.entrySet()) {
            List<ProbeResult> results = entry.getValue();
            assertThat(results).extracting(Observation::timeMillis).isSorted().doesNotHaveDuplicates();
            long span = results.get(results.size() - 1).timeMillis()
                    - results.get(0).timeMillis();
            slots += results.size();
            gaps += span / interval.toMillis() + 1 - results.size();
            ProbeOutcome right = entry.getKey().contains("/quick/") ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE;
            for (ProbeResult result : results) {
                ran += result.outcome() == ProbeOutcome.MISSED ? 0 : 1;
                wrong += result.outcome() == ProbeOutcome.MISSED || result.outcome() == right ? 0 : 1;
            }
        }
        double p99 = lateness().takeSnapshot().percentileValues()[0].value(TimeUnit.MILLISECONDS);
        return new Figures(slots, gaps, ran, wrong, p99);
    }

    private static MeterFilter percentilesOver(Duration time) {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                        .percentiles(0.99)
                        .expiry(time)
                        .bufferLength(1)
                        .build()
                        .merge(config);
            }
        };
    }
}
