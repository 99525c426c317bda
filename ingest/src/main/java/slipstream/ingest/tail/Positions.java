package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each file has been read and confirmed, kept in one small file in the data folder. An older position than the true one
 * does no harm: what is read again is recognised downstream by source and sequence. Thread-safe.
 */
public final class Positions {
    /** The file's name in the data folder. */
    public static final String FILE = "file-positions.tsv";

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final String HEADER = "slipstream file positions 1";

    /** A generation, and behind an equals sign what its content begins with, where that is known. */
    private static final Pattern GENERATION =
            Pattern.compile("[0-9a-f]{16}(\\.[0-9]{1,9})?(=[0-9]{1,4}:[0-9a-f]{16})?");

    /** Positions of files that are long gone are forgotten, the oldest first. */
    private static final int MAX_ENTRIES = 4096;

    private final Path file;
    private final InstantSource clock;
    private final Map<String, Position> byGeneration = new HashMap<>();
    private boolean changed;

    /**
     * How far one file has been read.
     *
     * @param generation identity of the file's content: {@link FileIdentity}, and how often it has been cut off since
     * @param source what its observations are called, after the name that the file had first
     * @param offset everything before it has been confirmed
     * @param beginning what its content begins with, by which it is known when it was compressed; empty when nothing is known
     */
    record Position(String generation, String source, long offset, long touchedMillis, String beginning) {
        Position(String generation, String source, long offset, long touchedMillis) {
            this(generation, source, offset, touchedMillis, "");
        }

        /** How often a file with the same identity has been cut off. */
        int cuts() {
            int dot = generation.indexOf('.');
            return dot < 0 ? 0 : Integer.parseInt(generation.substring(dot + 1));
        }
    }

    private Positions(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Reads the positions of a data folder; where they cannot be read, it begins without any and says so in the log. */
    public static Positions open(Path dataFolder, InstantSource clock) throws IOException {
        Files.createDirectories(dataFolder);
        Positions positions = new Positions(dataFolder.resolve(FILE), clock);
        positions.load();
        return positions;
    }

    private void load() throws IOException {
        try {
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (number++ == 0 ? !line.equals(HEADER) : !loadEntry(line)) {
                    LOG.warn("line {} of {} is not a position; that file is read as if it were new", number, file);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("no positions yet in {}", file);
        } catch (CharacterCodingException e) {
            LOG.warn("{} is damaged; every file is read as if it were new", file);
        }
    }

    private boolean loadEntry(String line) {
        String[] parts = line.split("\t", 4);
        if (parts.length < 4 || !GENERATION.matcher(parts[2]).matches() || parts[3].isEmpty()) {
            return false;
        }
        try {
            String[] known = parts[2].split("=", 2);
            Position position = new Position(
                    known[0],
                    parts[3],
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    known.length > 1 ? known[1] : "");
            if (position.offset() >= 0) {
                byGeneration.put(position.generation(), position);
            }
            return position.offset() >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The position of the file with an identity, after its last cut. */
    synchronized Optional<Position> find(String identity) {
        return byGeneration.values().stream()
                .filter(p -> p.generation().equals(identity) || p.generation().startsWith(identity + "."))
                .max(Comparator.comparingInt(Position::cuts));
    }

    synchronized void put(String generation, String source, long offset) {
        put(generation, source, offset, "");
    }

    /** As {@link #put(String, String, long)}, and what the content begins with. */
    synchronized void put(String generation, String source, long offset, String beginning) {
        byGeneration.put(generation, new Position(generation, source, offset, clock.millis(), beginning));
        changed = true;
    }

    /** The positions of which it is known what their content begins with, those that know most of it first. */
    synchronized List<Position> withBeginning() {
        return byGeneration.values().stream()
                .filter(p -> !p.beginning().isEmpty())
                .sorted(Comparator.comparingInt(
                                (Position p) -> Integer.parseInt(p.beginning().split(":", 2)[0]))
                        .thenComparingLong(Position::touchedMillis)
                        .reversed())
                .toList();
    }

    /** Writes the positions if they have changed: to a new file that then takes the old one's place, never half. */
    public synchronized void save() throws IOException {
        if (!changed) {
            return;
        }
        forgetOldest();
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Position p : byGeneration.values()) {
            text.append(p.offset()).append('\t').append(p.touchedMillis()).append('\t');
            text.append(p.generation());
            text.append(p.beginning().isEmpty() ? "" : "=" + p.beginning());
            text.append('\t').append(p.source()).append('\n');
        }
        Path written = file.resolveSibling(FILE + ".new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        changed = false;
    }

    private void forgetOldest() {
        int surplus = byGeneration.size() - MAX_ENTRIES;
        if (surplus > 0) {
            byGeneration.values().stream()
                    .sorted(Comparator.comparingLong(Position::touchedMillis))
                    .limit(surplus)
                    .toList()
                    .forEach(old -> byGeneration.remove(old.generation()));
        }
    }
}
