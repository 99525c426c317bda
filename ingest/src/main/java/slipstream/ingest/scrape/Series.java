package slipstream.ingest.scrape;

import java.util.Map;

/**
 * One line of an exporter's text.
 *
 * @param value may be infinite or no number
 */
record Series(String name, Map<String, String> labels, double value) {
    Series {
        labels = Map.copyOf(labels);
    }
}
