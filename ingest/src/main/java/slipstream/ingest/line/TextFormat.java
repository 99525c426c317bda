package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import slipstream.contract.event.TimeBounds;

/**
 * A format that is known by its name and read as text. Immutable.
 *
 * @param reader makes a reader for one file
 * @param asked the attributes to keep of those that are kept only when asked for
 */
record TextFormat(Supplier<TextReader> reader, Set<String> asked, ZoneId zone, boolean namesService)
        implements LineFormat {
    TextFormat {
        asked = Set.copyOf(asked);
    }

    @Override
    public LineParser newParser(Map<String, String> labels, TimeBounds bounds) {
        return new TextParser(reader.get(), new Told(Labels.of(labels), asked, bounds, zone));
    }
}
