package slipstream.ingest.tail;

import java.util.function.Supplier;
import slipstream.ingest.line.LineParser;
import slipstream.ingest.publish.ObservationSink;

/**
 * What the files of one tailer share, because one thread reads them all.
 *
 * @param parsers makes the parser of a file
 * @param buffer where bytes of whichever file is read now stand; so memory does not grow with the number of files
 * @param wake wakes the tailing thread, from any thread
 */
record TailContext(
        Supplier<LineParser> parsers,
        ObservationSink sink,
        Positions positions,
        TailCounts counts,
        ReadBuffer buffer,
        Runnable wake) {}
