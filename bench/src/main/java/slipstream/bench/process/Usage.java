package slipstream.bench.process;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What this process uses from one instant to another: processor time of all its threads, wall time and memory. */
public final class Usage {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    /** Tells Linux to take the resident memory of now for the highest so far (proc(5)). */
    private static final String RESET_PEAK = "5";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final AtomicLong peakHeap = new AtomicLong();
    private long processorNanos;
    private long wallNanos;
    private long collectingMillis;

    public Usage() {
        Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> {
                                long used = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .entrySet()
                                        .stream()
                                        .filter(pool -> heapPools.contains(pool.getKey()))
                                        .map(Map.Entry::getValue)
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                peakHeap.accumulateAndGet(used, Math::max);
                            },
                            notification -> notification
                                    .getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
    }

    /** From here on; what was left over is collected first, so that nobody pays for it. */
    public void begin() {
        System.gc();
        peakHeap.set(0);
        resetPeakOfResidentMemory();
        collectingMillis = collecting();
        wallNanos = System.nanoTime();
        processorNanos = system.getProcessCpuTime();
    }

    /** What was used since. */
    public Figures end(long events, long producedBytes) {
        long processor = system.getProcessCpuTime() - processorNanos;
        long wall = System.nanoTime() - wallNanos;
        return new Figures(
                events,
                processor,
                wall,
                collecting() - collectingMillis,
                peakHeap.get(),
                peakOfResidentMemory(),
                producedBytes);
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static void resetPeakOfResidentMemory() {
        try {
            if (Files.isWritable(CLEAR)) {
                Files.writeString(CLEAR, RESET_PEAK);
            }
        } catch (IOException e) {
            // Then the peak is that of the whole life of the process, which is not less.
            peakOfResidentMemory();
        }
    }

    /** In bytes; 0 where the operating system does not tell. */
    private static long peakOfResidentMemory() {
        try {
            return Files.exists(STATUS)
                    ? Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                            .findFirst()
                            .orElse(0)
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
