package slipstream.ingest.host;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.event.Observation;

/**
 * Reads the JVM's management beans and {@code /proc/meminfo}. Shares are between 0 and 1 with the limit 1; heap, memory and disk are in bytes with
 * what there is as their limit. Not thread-safe: the share of the collector is of the time since the reading before.
 */
final class HostReader {
    private static final double KIBIBYTE = 1024;

    private final com.sun.management.OperatingSystemMXBean system;
    private final Path memoryInfo;
    private final Path disk;
    private long collectedMillis;
    private long beforeNanos;

    /**
     * @param memoryInfo {@code /proc/meminfo}; memory is left out where there is none
     * @param disk a folder on the disk that is meant
     */
    HostReader(Path memoryInfo, Path disk) {
        this.system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        this.memoryInfo = memoryInfo;
        this.disk = disk;
        this.collectedMillis = collectedMillis();
        this.beforeNanos = System.nanoTime();
    }

    List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        readings.add(new Reading("heap", heap.getUsed(), heap.getMax() > 0 ? heap.getMax() : Observation.NO_VALUE));
        readings.add(
                new Reading("threads", ManagementFactory.getThreadMXBean().getThreadCount(), Observation.NO_VALUE));
        readings.add(collector());
        share("cpu", system.getCpuLoad()).ifPresent(readings::add);
        share("process_cpu", system.getProcessCpuLoad()).ifPresent(readings::add);
        memory().ifPresent(readings::add);
        disk().ifPresent(readings::add);
        return readings;
    }

    /** The bean gives a negative number while it does not know. */
    private static Optional<Reading> share(String resource, double share) {
        return share >= 0 ? Optional.of(new Reading(resource, share, 1)) : Optional.empty();
    }

    private Reading collector() {
        long now = System.nanoTime();
        long collected = collectedMillis();
        double elapsedMillis = Math.max(1, (now - beforeNanos) / 1e6);
        double share = Math.min(1, (collected - collectedMillis) / elapsedMillis);
        collectedMillis = collected;
        beforeNanos = now;
        return new Reading("gc", share, 1);
    }

    private static long collectedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }

    private Optional<Reading> memory() {
        try {
            List<String> lines = Files.readAllLines(memoryInfo);
            double total = kibibytes(lines, "MemTotal:");
            double available = kibibytes(lines, "MemAvailable:");
            return total > 0
                    ? Optional.of(new Reading("memory", (total - available) * KIBIBYTE, total * KIBIBYTE))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double kibibytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(0);
    }

    private Optional<Reading> disk() {
        try {
            FileStore store = Files.getFileStore(disk);
            double total = store.getTotalSpace();
            return total > 0
                    ? Optional.of(new Reading("disk", total - store.getUsableSpace(), total))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
