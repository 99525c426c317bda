package slipstream.ingest.scrape;

import java.time.Duration;
import java.util.Map;

/**
 * One exporter.
 *
 * @param url what is fetched
 * @param instance host and port, as they were written
 * @param service of its samples
 * @param labels put on every sample, besides {@code job} and {@code instance}
 */
record ScrapeTarget(
        String job,
        String url,
        String instance,
        String service,
        Map<String, String> labels,
        Duration interval,
        Duration timeout) {
    ScrapeTarget {
        labels = Map.copyOf(labels);
    }

    String source() {
        return "prometheus:" + job + "/" + instance;
    }
}
