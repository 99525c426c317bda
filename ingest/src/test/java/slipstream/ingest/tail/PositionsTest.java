package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String IDENTITY = "0123456789abcdef";

    @TempDir
    Path folder;

    private Instant now = T0;
    private final InstantSource clock = () -> now;

    @Test
    void whatWasSavedIsFoundAgain() throws IOException {
        Positions positions = Positions.open(folder, clock);
        positions.put(IDENTITY, "file:/var/log/a\tb.log#" + IDENTITY, 42);
        positions.save();

        Optional<Positions.Position> found = Positions.open(folder, clock).find(IDENTITY);

        assertThat(found)
                .contains(
                        new Positions.Position(IDENTITY, "file:/var/log/a\tb.log#" + IDENTITY, 42, T0.toEpochMilli()));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(Positions.FILE);
        }
    }

    @Test
    void lastCutOfAFileIsFound() throws IOException {
        Positions positions = Positions.open(folder, clock);
        positions.put(IDENTITY, "file:a#" + IDENTITY, 500);
        positions.put(IDENTITY + ".2", "file:a#" + IDENTITY + ".2", 7);
        positions.put(IDENTITY + ".1", "file:a#" + IDENTITY + ".1", 600);

        assertThat(positions.find(IDENTITY).orElseThrow().cuts()).isEqualTo(2);
        assertThat(positions.find("fedcba9876543210")).isEmpty();
    }

    @Test
    void damagedLinesAreLeftOutAndTheOthersRead() throws IOException {
        Files.writeString(
                folder.resolve(Positions.FILE),
                String.join(
                        "\n",
                        "slipstream file positions 1",
                        "12\t0\t" + IDENTITY + "\tfile:a",
                        "x\t0\t1111111111111111\tfile:b",
                        "5\t0\tnot-an-identity\tfile:c",
                        "5\t0",
                        "-5\t0\t2222222222222222\tfile:d"));

        Positions positions = Positions.open(folder, clock);

        assertThat(positions.find(IDENTITY).orElseThrow().offset()).isEqualTo(12);
        assertThat(List.of("1111111111111111", "2222222222222222"))
                .allMatch(id -> positions.find(id).isEmpty());
    }

    @Test
    void fileThatIsNoTextIsAsNone() throws IOException {
        Files.write(folder.resolve(Positions.FILE), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(Positions.open(folder, clock).find(IDENTITY)).isEmpty();
    }

    @Test
    void nothingIsWrittenWhenNothingHasChanged() throws IOException {
        Positions positions = Positions.open(folder, clock);
        positions.put(IDENTITY, "file:a", 1);
        positions.save();
        Files.delete(folder.resolve(Positions.FILE));

        positions.save();

        assertThat(folder.resolve(Positions.FILE)).doesNotExist();
    }

    @Test
    void positionsOfFilesLongGoneAreForgottenFirst() throws IOException {
        Positions positions = Positions.open(folder, clock);
        for (int i = 0; i < 5000; i++) {
            now = T0.plusSeconds(i);
            positions.put(String.format("%016x", i), "file:" + i, i);
        }

        positions.save();

        assertThat(positions.find(String.format("%016x", 0))).isEmpty();
        assertThat(positions.find(String.format("%016x", 4999))).isPresent();
        assertThat(Files.readAllLines(folder.resolve(Positions.FILE))).hasSize(4097);
    }
}
