package slipstream.ingest.tail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;

/** Real logs that others have counted, which lie in a folder beside the repository; a test that asks for one where they do not is skipped. */
final class OracleFiles {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));

    private OracleFiles() {}

    static Path oracle(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/oracles"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "skipped: there is no folder shared/oracles beside the repository");
        Path file = folder.resolve("shared/oracles/logs").resolve(name);
        assumeTrue(Files.exists(file), "skipped: " + name + " is not among the oracles");
        return file;
    }

    /** Reads a whole log, with the label {@code service: shop}. */
    static TailReport read(Path log, LineFormat format, RecordingSink sink, Path data) throws IOException {
        FileLogSettings settings = new FileLogSettings(
                List.of(IncludePattern.of(log.getParent(), log.getFileName().toString())),
                format,
                FileLogSettings.From.BEGINNING,
                false,
                Map.of("service", "shop"));
        return new LogTailer(
                        settings, Positions.open(data, CLOCK), sink, TimeBounds.event(CLOCK), new SimpleMeterRegistry())
                .readToEnd(progress -> {});
    }
}
