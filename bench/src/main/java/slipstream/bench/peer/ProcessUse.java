package slipstream.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux says a process has used, in {@code /proc}. */
final class ProcessUse {
    /** The unit of times in /proc, {@code USER_HZ}: 1/100 s on every architecture that Linux runs Java on. */
    private static final long TICK_MILLIS = 10;

    /** Where user and system time stand in {@code stat}, counted from the state, which follows the name in parentheses. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private final Path folder;

    ProcessUse(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    static boolean isKnownHere() {
        return Files.isReadable(Path.of("/proc/self/stat"));
    }

    /** Processor time of the whole process since it began, of threads that have ended too. */
    Duration processorTime() {
        return timeIn(read(folder.resolve("stat")));
    }

    /** Processor time of the threads alive whose name, of which Linux keeps 15 characters, begins with a prefix. */
    Duration processorTime(String threadPrefix) {
        Duration sum = Duration.ZERO;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : threads) {
                try {
                    if (Files.readString(thread.resolve("comm")).startsWith(threadPrefix)) {
                        sum = sum.plus(timeIn(Files.readString(thread.resolve("stat"))));
                    }
                } catch (IOException e) {
                    // A thread may end after the folder was listed.
                    if (Files.exists(thread)) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    /** Memory in use (resident set), in MiB. */
    long residentMebibytes() {
        return read(folder.resolve("status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static Duration timeIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(
                (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_MILLIS);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
