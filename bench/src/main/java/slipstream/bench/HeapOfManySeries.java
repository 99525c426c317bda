package slipstream.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.LatencyHistogram;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Tier;
import slipstream.streams.slice.WindowSums;

/**
 * Fills many accounts of a 30-day SLO with burn windows, keeps them moving, and tells what they cost: {@code HeapOfManySeries [series
 * [with latencies [events in ten seconds]]]}. It ends with an error when the heap it was given does not suffice.
 */
public final class HeapOfManySeries {
    private static final long T0 = 1_769_558_400_000L;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 5;
    private static final int DIFFERENT_SLICES = 64;

    private final Random random = new Random(1);
    private final List<Account> accounts = new ArrayList<>();
    private final int withLatencies;
    private final int perTenSeconds;
    private final List<LatencyHistogram> tenSeconds = new ArrayList<>();
    private final Map<Integer, List<LatencyHistogram>> latencies = new HashMap<>();
    private final PrintStream out = System.out;

    private HeapOfManySeries(int series, int withLatencies, int perTenSeconds) {
        this.withLatencies = withLatencies;
        this.perTenSeconds = perTenSeconds;
        SloDefinition definition = Samples.availability();
        AccountPlan plan = AccountPlan.of(definition);
        for (int i = 0; i < series; i++) {
            accounts.add(new Account(plan.definition().ofGroup(List.of("series-" + i)), plan));
        }
        for (int i = 0; i < DIFFERENT_SLICES; i++) {
            tenSeconds.add(someLatencies(perTenSeconds));
        }
    }

    public static void main(String[] args) {
        new HeapOfManySeries(argument(args, 0, 10_000), argument(args, 1, 1_000), argument(args, 2, 100)).run();
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private void run() {
        say(
                "%,d series, %,d of them with latencies, %,d events in ten seconds each; heap of %,d MiB",
                accounts.size(),
                withLatencies,
                perTenSeconds,
                Runtime.getRuntime().maxMemory() >> 20);
        double before = heapMiB();
        fill();
        double after = heapMiB();
        say(
                "30 days filled: %.0f MiB of heap after collection, %.1f KiB for each series",
                after, (after - before) * 1024 / accounts.size());
        long now = T0;
        long[] withNanos = new long[ROUNDS];
        long[] withoutNanos = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            now += STEP;
            long begin = processorNanos();
            move(now, 0, withLatencies);
            long middle = processorNanos();
            move(now, withLatencies, accounts.size());
            if (round >= 0) {
                withNanos[round] = middle - begin;
                withoutNanos[round] = processorNanos() - middle;
            }
        }
        tellStep("without latencies", withoutNanos, accounts.size() - withLatencies);
        tellStep("with latencies", withNanos, withLatencies);
        say("%.0f MiB of heap after collection; %.1f s were spent collecting in all", heapMiB(), collecting());
    }

    private void tellStep(String which, long[] nanos, int series) {
        if (series > 0) {
            Arrays.sort(nanos);
            say(
                    "one step of ten seconds, rotate, add and read: %.2f µs of processor time for a series %s (median of %d rounds)",
                    nanos[ROUNDS / 2] / 1e3 / series, which, ROUNDS);
        }
    }

    /** Of this thread: what else runs on the machine is left out. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * Lets 30 days go by. Each instant is filled only as finely as it is still kept: hours, then ten minutes for three days, minutes for
     * six hours and ten seconds for the last hour, which leaves behind what the events one by one would have.
     */
    private void fill() {
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            boolean hasLatency = i < withLatencies;
            long end = T0 - 30 * DAY;
            account.jumpTo(end);
            while (end < T0) {
                long left = T0 - end;
                long step = left > 3 * DAY ? HOUR : left > 6 * HOUR ? 10 * MINUTE : left > HOUR ? MINUTE : STEP;
                end += step;
                account.jumpTo(end);
                account.add(0, slice(end, step, hasLatency));
            }
            account.forgetChanges();
            account.takeChanged();
        }
    }

    private long move(long now, int from, int to) {
        long read = 0;
        for (int i = from; i < to; i++) {
            Account account = accounts.get(i);
            account.advanceTo(now, edge -> {});
            account.add(0, slice(now, STEP, i < withLatencies));
            WindowSums sums = account.sums(0);
            for (int window = 0; window < sums.count(); window++) {
                read += sums.bad(window)
                        + sums.total(window)
                        + (sums.p95Millis(window).isPresent() ? 1 : 0);
            }
            account.forgetChanges();
        }
        return read;
    }

    private Partial.Slice slice(long end, long length, boolean hasLatency) {
        int times = (int) (length / STEP);
        long total = (long) times * (perTenSeconds / 2 + random.nextInt(perTenSeconds + 1));
        long bad = Math.min(total, Math.round(total * 0.001 + random.nextDouble() * 0.6));
        return new Partial.Slice(
                Tier.TEN_SECONDS.sliceOf(end - 1), new Counts(total, bad, 0), hasLatency ? latencies(times) : null);
    }

    /** One of some histograms of as many slices of ten seconds; to make each anew would take most of the time. */
    private LatencyHistogram latencies(int times) {
        return latencies.computeIfAbsent(times, this::merged).get(random.nextInt(DIFFERENT_SLICES));
    }

    private List<LatencyHistogram> merged(int times) {
        List<LatencyHistogram> merged = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_SLICES; i++) {
            LatencyHistogram one = new LatencyHistogram();
            for (int slice = 0; slice < times; slice++) {
                one.add(tenSeconds.get(random.nextInt(DIFFERENT_SLICES)));
            }
            merged.add(one);
        }
        return merged;
    }

    /** Log-normal around 55 ms with a tail of time-outs. */
    private LatencyHistogram someLatencies(int count) {
        LatencyHistogram latencies = new LatencyHistogram();
        for (int n = 0; n < count; n++) {
            latencies.record(random.nextInt(1_000) == 0 ? 30_000 : Math.exp(4 + 0.9 * random.nextGaussian()));
        }
        return latencies;
    }

    private static double heapMiB() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / 1024d / 1024d;
    }

    private static double collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(bean -> bean.getCollectionTime())
                        .sum()
                / 1000d;
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
