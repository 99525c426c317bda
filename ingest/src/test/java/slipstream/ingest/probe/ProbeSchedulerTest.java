package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.probe.address.AddressRules;

class ProbeSchedulerTest {
    private static final Attempt GOOD =
            new Attempt(ProbeOutcome.SUCCESS, 200, 1.5, ProbePhases.NONE, Optional.empty(), "");

    private final Recorder recorder = new Recorder();
    private final CountDownLatch end = new CountDownLatch(1);
    private ProbeScheduler scheduler;

    /** Keeps the results of all targets in the order in which they came. */
    private static final class Recorder implements ProbeScheduler.Listener {
        private final List<ProbeResult> results = new ArrayList<>();
        private final List<Duration> latenesses = new ArrayList<>();

        @Override
        public synchronized void started(Duration lateness) {
            latenesses.add(lateness);
        }

        @Override
        public synchronized void ended(List<ProbeResult> told) {
            results.addAll(told);
        }

        synchronized List<ProbeResult> of(String target) {
            return results.stream()
                    .filter(result -> result.target().equals(target))
                    .toList();
        }

        synchronized List<Duration> latenesses() {
            return List.copyOf(latenesses);
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        scheduler.close();
    }

    @Test
    void everyDueSlotLeavesOneResult_atItsDueTimeAndInOrder() {
        // given
        long start = System.currentTimeMillis();
        start(InstantSource.system(), 2, settings(50, "a", "b"), (job, target) -> GOOD);

        // when
        await().until(() -> recorder.of("a").size() >= 10 && recorder.of("b").size() >= 10);

        // then
        for (String target : List.of("a", "b")) {
            long offset = ProbeSchedule.of("job", target, Duration.ofMillis(50)).offsetMillis();
            List<ProbeResult> results = recorder.of(target);
            for (int i = 0; i < results.size(); i++) {
                ProbeResult result = results.get(i);
                assertThat(Math.floorMod(result.timeMillis(), 50L)).isEqualTo(offset);
                assertThat(result.timeMillis()).isEqualTo(results.get(0).timeMillis() + 50L * i);
                assertThat(result.origin().sequence()).isEqualTo(result.timeMillis());
                assertThat(result.origin().source()).isEqualTo("probe:here:job:" + target);
            }
            assertThat(results.get(0).timeMillis()).isGreaterThan(start - 50);
        }
        assertThat(recorder.latenesses())
                .allSatisfy(lateness -> assertThat(lateness).isGreaterThanOrEqualTo(Duration.ZERO));
        ProbeResult any = recorder.of("a").stream()
                .filter(result -> result.outcome() == ProbeOutcome.SUCCESS)
                .findFirst()
                .orElseThrow();
        assertThat(any.service()).isEqualTo("shop");
        assertThat(any.attributes()).isEqualTo(Map.of("team", "web"));
        assertThat(any.location()).isEqualTo("here");
    }

    @Test
    void hangingTargetsDoNotStarveAQuickOne_thoughThereAreFarMoreOfThemThanWorkers() {
        // given
        String[] targets = IntStream.range(0, 41)
                .mapToObj(i -> i == 40 ? "quick" : "hanging-" + i)
                .toArray(String[]::new);
        start(InstantSource.system(), 2, settings(200, targets), (job, target) -> {
            if (!target.address().equals("quick")) {
                pause(150);
            }
            return GOOD;
        });

        // when
        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.of("quick").size() >= 30);

        // then
        List<ProbeResult> latest = recorder.of("quick").subList(20, 30);
        assertThat(latest)
                .filteredOn(result -> result.outcome() == ProbeOutcome.SUCCESS)
                .hasSizeGreaterThan(4);
        assertThat(IntStream.range(0, 40).boxed().flatMap(i -> recorder.of("hanging-" + i).stream()))
                .anyMatch(result -> result.outcome() == ProbeOutcome.MISSED);
    }

    @Test
    void slotsAreMissedWhileAProbeHangs_andComeAfterItsResult() {
        // given
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicLong now = new AtomicLong(1_000_000);
        start(() -> Instant.ofEpochMilli(now.get()), 2, settings(100, "a"), (job, target) -> {
            if (calls.incrementAndGet() == 1) {
                awaitQuietly(hanging);
            }
            return GOOD;
        });

        // when
        now.addAndGet(100);
        await().until(() -> calls.get() == 1);
        for (int i = 0; i < 3; i++) {
            now.addAndGet(100);
            await().during(Duration.ofMillis(300)).until(() -> calls.get() == 1);
        }
        hanging.countDown();
        await().until(() -> recorder.of("a").size() == 4);
        now.addAndGet(100);
        await().until(() -> recorder.of("a").size() == 5);

        // then
        assertThat(recorder.of("a"))
                .extracting(ProbeResult::outcome)
                .containsExactly(
                        ProbeOutcome.SUCCESS,
                        ProbeOutcome.MISSED,
                        ProbeOutcome.MISSED,
                        ProbeOutcome.MISSED,
                        ProbeOutcome.SUCCESS);
        assertThat(recorder.of("a"))
                .extracting(ProbeResult::timeMillis)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(recorder.of("a").get(1).latencyMillis()).isNaN();
    }

    @Test
    void slotsOfASuspendedProcessAreMissed_whenItWakesUp() {
        // given
        AtomicLong now = new AtomicLong(1_000_000);
        start(() -> Instant.ofEpochMilli(now.get()), 1, settings(1_000, "a"), (job, target) -> GOOD);
        now.addAndGet(1_000);
        await().until(() -> recorder.of("a").size() == 1);

        // when
        now.addAndGet(60_000);
        await().until(() -> recorder.of("a").size() == 61);

        // then
        List<ProbeResult> results = recorder.of("a");
        assertThat(results.subList(1, 60)).allMatch(result -> result.outcome() == ProbeOutcome.MISSED);
        assertThat(results.get(60).outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(results.get(60).timeMillis() - results.get(0).timeMillis()).isEqualTo(60_000);
        assertThat(scheduler.forgotten()).isZero();
    }

    @Test
    void schedulerSaysThatItWaits_whenTheClockIsSetBack() {
        // given
        AtomicLong now = new AtomicLong(10_000_000);
        start(() -> Instant.ofEpochMilli(now.get()), 1, settings(1_000, "a"), (job, target) -> GOOD);
        assertThat(scheduler.waitsForClock()).isFalse();

        // when
        now.addAndGet(-3_600_000);

        // then
        assertThat(scheduler.waitsForClock()).isTrue();
    }

    @Test
    void deathOfAWorkerIsKnown() {
        // given
        start(InstantSource.system(), 1, settings(50, "a"), (job, target) -> {
            throw new IllegalStateException("planted for this test");
        });

        // when
        await().dontCatchUncaughtExceptions().until(() -> scheduler.failure().isPresent());

        // then
        assertThat(scheduler.failure().orElseThrow()).contains("the probe of a", "planted for this test");
    }

    @Test
    void probeThatIsCutOffByTheShutdownLeavesNoResult() {
        // given
        AtomicInteger calls = new AtomicInteger();
        start(InstantSource.system(), 1, settings(50, "a"), (job, target) -> {
            calls.incrementAndGet();
            awaitQuietly(end);
            return GOOD;
        });
        await().until(() -> calls.get() == 1);

        // when
        scheduler.close();
        end.countDown();

        // then
        await().during(Duration.ofMillis(300)).until(() -> recorder.of("a").isEmpty());
    }

    private void start(InstantSource clock, int workers, ProbeSettings settings, ProbeScheduler.Probe probe) {
        scheduler = new ProbeScheduler(
                settings, new ProbeScheduler.Limits(workers, Duration.ofMillis(50)), probe, recorder, clock);
        scheduler.start();
    }

    private static ProbeSettings settings(long intervalMillis, String... urls) {
        HttpModule module = HttpModule.http2xx(Duration.ofMillis(intervalMillis));
        List<ProbeTarget> targets = IntStream.range(0, urls.length)
                .mapToObj(i -> new ProbeTarget(urls[i], "shop", Map.of("team", "web")))
                .toList();
        return new ProbeSettings(
                "here",
                AddressRules.LOOPBACK,
                Optional.empty(),
                List.of(new ProbeJob("job", module, Duration.ofMillis(intervalMillis), targets)));
    }

    /** A target that takes its time, unless the test is over. */
    private void pause(long millis) {
        try {
            end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
