package slipstream.ingest.scrape;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.ResourceSample;
import slipstream.ingest.payload.ItemSink;

/**
 * Turns what one exporter says, again and again, into samples. It remembers the counters of the scrape before. A counter that is lower than it was
 * began again at 0, so all of it is increase, as Prometheus' {@code increase} has it. Not thread-safe: one to a target.
 */
final class Scrape {
    private final ScrapeTarget target;
    private final List<SeriesRule> rules;
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> counters = new HashSet<>();
    private Map<String, Double> before = Map.of();
    private long beforeMillis;

    Scrape(ScrapeTarget target, List<SeriesRule> rules) {
        this.target = target;
        this.rules = rules;
        for (SeriesRule rule : rules) {
            wanted.add(rule.name());
            wanted.addAll(rule.per());
            wanted.add(rule.limitMetric());
            if (rule.isOfCounter()) {
                counters.add(rule.name());
                counters.addAll(rule.per());
            }
        }
    }

    /**
     * Reads an answer.
     *
     * @param timeMillis when it was fetched
     */
    void read(String text, long timeMillis, ItemSink items) {
        List<Series> all = new ArrayList<>();
        text.lines().forEach(line -> {
            try {
                ExpositionParser.parse(line, wanted::contains).ifPresent(all::add);
            } catch (RejectedObservationException e) {
                items.reject(e, line.getBytes(StandardCharsets.UTF_8));
            }
        });
        Map<String, Double> now = new HashMap<>();
        all.forEach(series -> now.merge(key(series.name(), series.labels(), Set.of()), series.value(), (a, b) -> b));
        for (Series series : all) {
            rules.stream()
                    .filter(rule -> rule.takes(series))
                    .forEach(rule -> sample(rule, series, all, timeMillis, items));
        }
        before = now;
        before.keySet().removeIf(key -> counters.stream().noneMatch(name -> key.startsWith(name + "{")));
        beforeMillis = timeMillis;
    }

    private void sample(SeriesRule rule, Series series, List<Series> all, long timeMillis, ItemSink items) {
        OptionalDouble value = value(rule, series, all, timeMillis);
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            items.drop("no_value_yet");
            return;
        }
        double limit = rule.limitMetric().isEmpty() ? rule.limit() : limit(rule, series, all);
        Map<String, String> attributes = new HashMap<>(series.labels());
        attributes.keySet().removeAll(rule.where().keySet());
        attributes.putAll(target.labels());
        attributes.put("job", target.job());
        attributes.put("instance", target.instance());
        items.accept(new ResourceSample(
                items.nextOrigin(),
                timeMillis,
                target.service(),
                rule.resource(),
                value.getAsDouble(),
                limit,
                attributes));
    }

    private OptionalDouble value(SeriesRule rule, Series series, List<Series> all, long timeMillis) {
        if (!rule.isOfCounter()) {
            return OptionalDouble.of(series.value());
        }
        OptionalDouble increase = increase(series);
        if (increase.isEmpty()) {
            return increase;
        }
        if (rule.rate()) {
            return OptionalDouble.of(increase.getAsDouble() * 1000 / Math.max(1, timeMillis - beforeMillis));
        }
        double divisor = 0;
        for (Series other : all) {
            if (rule.per().contains(other.name()) && hasSameLabels(series, other, rule)) {
                divisor += increase(other).orElse(Double.NaN);
            }
        }
        // Without any lookup there is no share of hits.
        return divisor > 0 ? OptionalDouble.of(increase.getAsDouble() / divisor) : OptionalDouble.empty();
    }

    private OptionalDouble increase(Series counter) {
        Double last = before.get(key(counter.name(), counter.labels(), Set.of()));
        if (last == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(counter.value() < last ? counter.value() : counter.value() - last);
    }

    private static double limit(SeriesRule rule, Series series, List<Series> all) {
        return all.stream()
                .filter(other -> other.name().equals(rule.limitMetric()) && hasSameLabels(series, other, rule))
                .mapToDouble(Series::value)
                .filter(limit -> limit > 0 && Double.isFinite(limit))
                .findFirst()
                .orElse(Observation.NO_VALUE);
    }

    private static boolean hasSameLabels(Series one, Series other, SeriesRule rule) {
        Set<String> ignored = rule.where().keySet();
        return key("", one.labels(), ignored).equals(key("", other.labels(), ignored));
    }

    private static String key(String name, Map<String, String> labels, Set<String> ignored) {
        Map<String, String> rest = new TreeMap<>(labels);
        rest.keySet().removeAll(ignored);
        return name + rest;
    }
}
