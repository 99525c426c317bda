package slipstream.bench.peer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Days of history for Prometheus: the counters at each scrape, and what the rule of the shortest window would have recorded at each
 * evaluation, of which the rule of 30 days is made. Written as OpenMetrics and turned into blocks by {@code promtool}.
 */
final class PrometheusHistory {
    /**
     * The size to which a server with default settings compacts in the end, 3 x 3 x 2 h, so that it does not compact while it is
     * measured.
     */
    static final Duration BLOCK = Duration.ofHours(18);

    private static final long SCRAPE_MILLIS = PrometheusServer.SCRAPE.toMillis();
    private static final long EVALUATION_MILLIS = PrometheusServer.EVALUATION.toMillis();
    private static final long FIVE_MINUTES_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Traffic traffic;
    private final String instance;

    /** @param instance the label that scrapes give */
    PrometheusHistory(Traffic traffic, String instance) {
        this.traffic = traffic;
        this.instance = instance;
    }

    /** Writes the blocks from the beginning of the traffic up to an instant. */
    void write(Path folder, Path data, long untilMillis) throws IOException, InterruptedException {
        long blockMillis = BLOCK.toMillis();
        long first = traffic.beginMillis() / blockMillis;
        long last = (untilMillis - 1) / blockMillis;
        Path file = folder.resolve("history.om");
        for (long block = first; block <= last; block++) {
            System.err.printf("history for Prometheus: block %d of %d%n", block - first + 1, last - first + 1);
            long from = Math.max(traffic.beginMillis(), block * blockMillis);
            long to = Math.min(untilMillis, (block + 1) * blockMillis);
            write(file, from, to);
            importBlock(file, data, folder.resolve("promtool.log"));
        }
        Files.delete(file);
    }

    private void write(Path file, long from, long to) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("# TYPE http_requests counter\n");
            for (int service = 0; service < traffic.services(); service++) {
                counters(out, service, from, to);
            }
            out.write("# TYPE slo:sli_error:ratio_rate5m gauge\n");
            for (int service = 0; service < traffic.services(); service++) {
                ratios(out, service, from, to);
            }
            out.write("# EOF\n");
        }
    }

    private void counters(BufferedWriter out, int service, long from, long to) throws IOException {
        String series = ShopExporter.METRIC + "{job=\"" + ShopExporter.JOB + "\",instance=\"" + instance
                + "\",service=\"" + Traffic.name(service) + "\",code=\"";
        for (long millis = next(from, SCRAPE_MILLIS); millis < to; millis += SCRAPE_MILLIS) {
            sample(
                    out,
                    series + "200\"} ",
                    Long.toString(traffic.total(service, millis) - traffic.bad(service, millis)),
                    millis);
        }
        for (long millis = next(from, SCRAPE_MILLIS); millis < to; millis += SCRAPE_MILLIS) {
            sample(out, series + "500\"} ", Long.toString(traffic.bad(service, millis)), millis);
        }
    }

    private void ratios(BufferedWriter out, int service, long from, long to) throws IOException {
        SlothRules.Slo slo = SlothRules.availability(Traffic.name(service));
        String series =
                "slo:sli_error:ratio_rate5m{sloth_id=\"%s\",sloth_service=\"%s\",sloth_slo=\"%s\",sloth_window=\"5m\"} "
                        .formatted(slo.id(), slo.service(), slo.name());
        for (long millis = next(from, EVALUATION_MILLIS); millis < to; millis += EVALUATION_MILLIS) {
            long total = traffic.total(service, millis) - traffic.total(service, millis - FIVE_MINUTES_MILLIS);
            long bad = traffic.bad(service, millis) - traffic.bad(service, millis - FIVE_MINUTES_MILLIS);
            if (total > 0) {
                sample(out, series, Double.toString((double) bad / total), millis);
            }
        }
    }

    private static void sample(BufferedWriter out, String series, String value, long millis) throws IOException {
        out.write(series);
        out.write(value);
        out.write(' ');
        out.write(Long.toString(millis / 1_000));
        out.write('\n');
    }

    private static long next(long millis, long step) {
        return (millis + step - 1) / step * step;
    }

    private static void importBlock(Path file, Path data, Path log) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "--max-block-duration=" + hours(BLOCK),
                        "openmetrics",
                        file.toString(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (promtool.waitFor() != 0) {
            throw new UncheckedIOException(new IOException("promtool could not import the history: "
                    + Files.readString(log).strip()));
        }
    }

    static String hours(Duration duration) {
        return String.format(Locale.ROOT, "%dh", duration.toHours());
    }
}
