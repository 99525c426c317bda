package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceContract;

/** A log file that grows. It acknowledges by the position that it stores. */
class TailSourceTest extends SourceContract {
    private static final String BAD = "this is no request\n";

    private Path log;
    private long end;

    @Override
    protected Source open(SourceContext context) throws IOException {
        log = Files.createFile(folder.resolve("access.log"));
        return new TailSettings(List.of(new FileLogSettings(
                        List.of(IncludePattern.of(folder, "access.log")),
                        LineFormat.of("$time_iso8601 $status \"$request\"", Map.of(), List.of(), ZoneOffset.UTC),
                        FileLogSettings.From.STORED,
                        true,
                        Map.of("service", "web"))))
                .open(context);
    }

    @Override
    protected void offer(int good, int bad) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < good; i++) {
            lines.append(CLOCK.instant()).append(" 200 \"GET / HTTP/1.1\"\n");
        }
        lines.append(BAD.repeat(bad));
        Files.writeString(log, lines, StandardOpenOption.APPEND);
        end = Files.size(log);
    }

    /** A stored position at the end of the file acknowledges all lines, one at its beginning none. */
    @Override
    protected OptionalLong acknowledged() throws IOException {
        Path file = folder.resolve("data").resolve(Positions.FILE);
        long stored = !Files.exists(file)
                ? 0
                : Files.readAllLines(file).stream()
                        .skip(1)
                        .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf('\t'))))
                        .sum();
        try (var lines = Files.lines(log)) {
            return OptionalLong.of(stored == end ? lines.count() : stored);
        }
    }
}
