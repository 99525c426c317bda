package slipstream.ingest.scrape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.document.Fields;
import slipstream.contract.event.Observation;

/**
 * Which series is a sample of a resource: an entry of {@code metrics}.
 *
 * @param name of the series
 * @param where the labels that it must have; they are left out of the sample
 * @param resource what is measured
 * @param limit what it can grow to, or {@link Observation#NO_VALUE}
 * @param limitMetric the series that tells the limit instead, or empty
 * @param rate whether the sample is the increase of a counter for each second, since the scrape before
 * @param per the counters by whose increase, taken together, the increase of this one is divided; empty for none
 */
record SeriesRule(
        String name,
        Map<String, String> where,
        String resource,
        double limit,
        String limitMetric,
        boolean rate,
        List<String> per) {
    private static final Pattern SELECTOR = Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)})?");

    SeriesRule {
        where = Map.copyOf(where);
        per = List.copyOf(per);
    }

    /** Reads an entry, whose key is {@code name} or {@code name{label="value"}}. Empty when it has problems. */
    static Optional<SeriesRule> read(String selector, Fields entry, Fields section) {
        int errors = section.problems().errorCount();
        Matcher parts = SELECTOR.matcher(selector);
        Optional<Series> series = Optional.empty();
        try {
            series = parts.matches() ? ExpositionParser.parse(selector + " 0", name -> true) : Optional.empty();
        } catch (slipstream.contract.event.RejectedObservationException e) {
            // Said below, with what is allowed.
        }
        if (series.isEmpty()) {
            section.error(selector, "must be the name of a series, or name{label=\"value\"}");
        }
        Optional<String> resource = entry.requiredText("resource");
        double limit = entry.number("limit").orElse(Observation.NO_VALUE);
        String limitMetric = entry.text("limit_metric").orElse("");
        boolean rate = entry.bool("rate").orElse(false);
        List<String> per = entry.listOfText("per");
        entry.done();
        if (limit <= 0) {
            entry.error("limit", "must be above 0, is " + limit);
        }
        if (!Double.isNaN(limit) && !limitMetric.isEmpty()) {
            entry.error("limit_metric", "must not stand beside limit: only one can be the limit");
        }
        if (rate && !per.isEmpty()) {
            entry.error("per", "must not stand beside rate: an increase is divided by a time or by another increase");
        }
        if (section.problems().errorCount() > errors
                || resource.filter(name -> !name.isBlank()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SeriesRule(
                series.orElseThrow().name(),
                series.orElseThrow().labels(),
                resource.orElseThrow(),
                limit,
                limitMetric,
                rate,
                per));
    }

    boolean takes(Series series) {
        return series.name().equals(name)
                && where.entrySet().stream()
                        .allMatch(
                                label -> label.getValue().equals(series.labels().get(label.getKey())));
    }

    boolean isOfCounter() {
        return rate || !per.isEmpty();
    }
}
