package crooked.ingest.util;

import java.util.logging.Logger;

/** Breaks: a package without meaning, the JDK's logger, static state that changes. */
final class Helper {
    private static final Logger LOG = Logger.getLogger("crooked");
    private static int counter;

    private Helper() {}

    static void count() {
        counter++;
        LOG.fine(() -> "counted " + counter);
    }
}
