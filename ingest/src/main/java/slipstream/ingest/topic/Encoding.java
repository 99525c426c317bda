package slipstream.ingest.topic;

import java.util.Locale;

/** How the records of a topic are read. */
enum Encoding {
    /** Each as it turns out to be. */
    AUTO,
    OTLP_PROTO,
    OTLP_JSON,
    /** Lines, whatever they begin with. */
    TEXT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
