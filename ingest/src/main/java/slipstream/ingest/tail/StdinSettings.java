package slipstream.ingest.tail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.line.LineFormatReader;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * Lines that come in on standard input: {@code receivers.stdin}.
 *
 * @param labels put on every observation; {@code service} names the service and is required unless each line names it
 */
public record StdinSettings(LineFormat format, Map<String, String> labels) implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "stdin";

    /** @throws IllegalArgumentException when there is no service, or one whose name is not allowed */
    public StdinSettings {
        labels = Map.copyOf(labels);
        FileLogSettings.checkLabels(format, labels);
    }

    /**
     * Reads the section of the {@code receivers}, if it is there; empty when it has problems.
     *
     * @param configDir not needed: nothing of it is a path
     */
    public static Optional<StdinSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(StdinSettings::readEntry);
    }

    private static Optional<StdinSettings> readEntry(Fields entry) {
        Optional<LineFormat> format = LineFormatReader.read(entry);
        Map<String, String> labels = entry.map("labels");
        entry.done();
        try {
            return format.map(known -> new StdinSettings(known, labels));
        } catch (IllegalArgumentException e) {
            entry.error("labels", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String summary() {
        return "standard input";
    }

    @Override
    public Source open(SourceContext context) {
        return new StreamSource(this, System.in, context);
    }

    /** Reads a stream to its end in this thread, and returns when the broker has confirmed everything. */
    public TailReport readToEnd(InputStream in, ObservationSink sink, TimeBounds bounds) throws IOException {
        return new StreamReader(this, in, sink, bounds).readToEnd();
    }
}
