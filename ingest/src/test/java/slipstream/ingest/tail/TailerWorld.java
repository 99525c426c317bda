package slipstream.ingest.tail;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.tail.FileLogSettings.From;

/** Real files in a folder of their own, and a broker that the test plays. */
abstract class TailerWorld {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<LogTailer> started = new ArrayList<>();
    RecordingSink sink = new RecordingSink();
    Path log;
    Path data;

    @BeforeEach
    void chooseFiles() {
        log = folder.resolve("access.log");
        data = folder.resolve("data");
    }

    @AfterEach
    void closeTailers() {
        started.forEach(LogTailer::close);
    }

    LogTailer start(From from) throws IOException {
        LogTailer tailer = tailer(from, true);
        started.add(tailer);
        tailer.start();
        return tailer;
    }

    LogTailer tailer(From from, boolean follow) throws IOException {
        return new LogTailer(
                settings(log.getFileName().toString(), from, follow),
                positions(),
                sink,
                TimeBounds.event(CLOCK),
                registry);
    }

    Positions positions() throws IOException {
        return Positions.open(data, CLOCK);
    }

    FileLogSettings settings(String include, From from, boolean follow) {
        return new FileLogSettings(
                List.of(IncludePattern.of(folder, include)),
                LineFormat.of("$time_iso8601 $status \"$request\"", Map.of(), List.of(), ZoneOffset.UTC),
                from,
                follow,
                Map.of("service", "web"));
    }

    long storedOffset() throws IOException {
        Path file = data.resolve(Positions.FILE);
        if (!Files.exists(file)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() < 2
                ? 0
                : Long.parseLong(lines.get(1).substring(0, lines.get(1).indexOf('\t')));
    }

    static String line(int number) {
        return "2020-01-01T00:00:00Z 200 \"GET /" + number + "?q HTTP/1.1\"";
    }

    static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(line(i)).append('\n');
        }
        return text.toString();
    }

    void write(String text) throws IOException {
        Files.writeString(log, text);
    }

    void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
