package slipstream.ingest.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import slipstream.contract.health.Health;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** The log files of a process: a tailer for each entry of the settings, which share one file of positions. */
public final class TailService implements Source {
    private final List<LogTailer> tailers;

    /** @throws UncheckedIOException when the data folder cannot be used */
    TailService(TailSettings settings, SourceContext context) {
        Positions positions = open(context);
        this.tailers = settings.files().stream()
                .map(file -> new LogTailer(file, positions, context.sink(), context.bounds(), context.metrics()))
                .toList();
    }

    private static Positions open(SourceContext context) {
        try {
            return Positions.open(context.dataFolder(), context.clock());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the data folder " + context.dataFolder() + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void start() {
        tailers.forEach(LogTailer::start);
    }

    /** What each of the entries has read and had confirmed, in the order of the settings. */
    public List<TailReport> reports() {
        return tailers.stream().map(LogTailer::report).toList();
    }

    @Override
    public List<Health> health() {
        return tailers.stream().flatMap(tailer -> tailer.health().stream()).toList();
    }

    @Override
    public void stop() {
        tailers.forEach(LogTailer::stop);
    }

    /** Ends the reading, waits up to ten seconds for what is on its way, and stores the positions. */
    @Override
    public void close() {
        stop();
        tailers.forEach(LogTailer::close);
    }
}
