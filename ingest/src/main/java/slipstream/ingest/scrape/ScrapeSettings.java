package slipstream.ingest.scrape;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/** Which exporters are scraped, and which of their series are samples: {@code receivers.prometheus}, in Prometheus' own words. */
public record ScrapeSettings(List<ScrapeTarget> targets, List<SeriesRule> rules) implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "prometheus";

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    public ScrapeSettings {
        targets = List.copyOf(targets);
        rules = List.copyOf(rules);
    }

    /** Reads the section of the {@code receivers}, if it is there. */
    public static Optional<ScrapeSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(ScrapeSettings::readSection);
    }

    private static Optional<ScrapeSettings> readSection(Fields section) {
        int errors = section.problems().errorCount();
        List<ScrapeTarget> targets = new ArrayList<>();
        for (Fields job : section.listOfFields("scrape_configs")) {
            readJob(job, targets);
        }
        List<SeriesRule> rules = new ArrayList<>();
        section.requiredFields("metrics")
                .ifPresent(metrics -> metrics.all()
                        .forEach((selector, value) -> value.asFields(section.problems())
                                .flatMap(entry -> SeriesRule.read(selector, entry, metrics))
                                .ifPresent(rules::add)));
        section.done();
        if (targets.isEmpty()) {
            section.error("scrape_configs", "must have at least one target");
        }
        return section.problems().errorCount() > errors
                ? Optional.empty()
                : Optional.of(new ScrapeSettings(targets, rules));
    }

    private static void readJob(Fields job, List<ScrapeTarget> targets) {
        String name = job.requiredText("job_name").orElse("");
        String scheme = job.oneOf("scheme", "http", "https").orElse("http");
        String path = job.text("metrics_path").orElse("/metrics");
        Duration interval = job.duration("scrape_interval").orElse(DEFAULT_INTERVAL);
        Duration timeout = job.duration("scrape_timeout")
                .orElse(interval.compareTo(DEFAULT_TIMEOUT) < 0 ? interval : DEFAULT_TIMEOUT);
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            job.error("scrape_interval", "must be at least 1s");
        }
        if (timeout.compareTo(interval) > 0 || timeout.isZero()) {
            job.error(
                    "scrape_timeout",
                    "must be above 0 and not longer than the interval of " + interval.toMillis() + " ms");
        }
        for (Fields group : job.listOfFields("static_configs")) {
            Map<String, String> labels = new LinkedHashMap<>(group.map("labels"));
            String service = labels.getOrDefault(Labels.SERVICE, name);
            labels.remove(Labels.SERVICE);
            checkName(group, service);
            if (labels.size() > ObservationRules.MAX_ATTRIBUTES / 4) {
                group.error("labels", "at most " + ObservationRules.MAX_ATTRIBUTES / 4 + " are kept");
            }
            for (String target : group.listOfText("targets")) {
                HttpUrl url = HttpUrl.parse(scheme + "://" + target + path);
                if (url == null) {
                    group.error("targets", "'" + target + "' must be host:port, such as localhost:9187");
                } else {
                    targets.add(new ScrapeTarget(name, url.toString(), target, service, labels, interval, timeout));
                }
            }
            group.done();
        }
        job.done();
    }

    private static void checkName(Fields group, String service) {
        try {
            ObservationRules.name("labels.service", service);
        } catch (RejectedObservationException e) {
            group.error("labels", e.getMessage());
        }
    }

    @Override
    public String summary() {
        return targets.size() + (targets.size() == 1 ? " scrape target" : " scrape targets");
    }

    @Override
    public Source open(SourceContext context) {
        return new ScrapeService(this, context);
    }
}
