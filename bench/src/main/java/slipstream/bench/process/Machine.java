package slipstream.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * What it was measured on, and how busy that was.
 *
 * @param at when this was noted
 * @param load processes that wanted to run, over the last minute, by the operating system; negative where it does not tell
 */
public record Machine(
        Instant at, String processor, int processors, long memoryMiB, String system, String java, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** This machine, now. */
    public static Machine now() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                InstantSource.system().instant(),
                nameOfProcessor(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                system.getSystemLoadAverage());
    }

    private static String nameOfProcessor() throws IOException {
        if (!Files.exists(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d x %s, %,d MiB, %s, %s, load %.1f",
                processors,
                processor,
                memoryMiB,
                system,
                java,
                load);
    }
}
