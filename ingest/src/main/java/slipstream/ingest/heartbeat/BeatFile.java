package slipstream.ingest.heartbeat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When each job beat and which due time was last told of, in one small file of the data folder. Not thread-safe. */
final class BeatFile {
    private static final Logger log = LoggerFactory.getLogger(BeatFile.class);
    private static final String NAME = "heartbeats.tsv";
    private static final String HEADER = "slipstream heartbeats 1";

    private final Path file;

    /**
     * What is remembered of a job, both in milliseconds since the epoch.
     *
     * @param beatMillis when it beat, ascending, as far back as a due time that was not told may ask; or when it was first expected
     * @param lastDueMillis the last due time that Kafka has a result of
     */
    record Beats(List<Long> beatMillis, long lastDueMillis) {
        Beats {
            beatMillis = List.copyOf(beatMillis);
        }
    }

    private BeatFile(Path file) {
        this.file = file;
    }

    static BeatFile in(Path dataFolder) {
        try {
            Files.createDirectories(dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + dataFolder + " cannot be used", e);
        }
        return new BeatFile(dataFolder.resolve(NAME));
    }

    /** Name to what is remembered; a line that is damaged is left out and said so. */
    Map<String, Beats> read() {
        Map<String, Beats> beats = new LinkedHashMap<>();
        try {
            if (Files.notExists(file)) {
                return beats;
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] parts = line.split("\t", -1);
                if (parts.length == 3
                        && parts[0].matches("[0-9]{1,18}")
                        && parts[1].matches("[0-9]{1,18}(,[0-9]{1,18})*")) {
                    List<Long> times = Arrays.stream(parts[1].split(",", -1))
                            .map(Long::valueOf)
                            .toList();
                    beats.put(parts[2], new Beats(times, Long.parseLong(parts[0])));
                } else if (!line.equals(HEADER)) {
                    log.warn("a line of {} is damaged; that heartbeat begins anew", file);
                }
            }
        } catch (IOException e) {
            log.warn("{} cannot be read; every heartbeat begins anew", file, e);
        }
        return beats;
    }

    /** Writes to a new file that then takes the old one's place, never half. */
    void write(Map<String, Beats> beats) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        beats.forEach((name, known) -> {
            String times = known.beatMillis().stream().map(String::valueOf).collect(Collectors.joining(","));
            text.append(known.lastDueMillis())
                    .append('\t')
                    .append(times)
                    .append('\t')
                    .append(name)
                    .append('\n');
        });
        Path written = file.resolveSibling(NAME + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    written,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
