package slipstream.ingest.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * How often this process looks at itself and its host: {@code receivers.host}.
 *
 * @param service of the samples
 * @param labels put on every sample
 */
public record HostSettings(Duration interval, String service, Map<String, String> labels) implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "host";

    private static final String DEFAULT_SERVICE = "slipstream";
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    public HostSettings {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(service, "service");
        labels = Map.copyOf(labels);
    }

    /** Reads the section of the {@code receivers}, if it is there. */
    public static Optional<HostSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(HostSettings::readSection);
    }

    private static Optional<HostSettings> readSection(Fields section) {
        int errors = section.problems().errorCount();
        Duration interval = section.duration("interval").orElse(DEFAULT_INTERVAL);
        Map<String, String> labels = new LinkedHashMap<>(section.map("labels"));
        section.done();
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            section.error("interval", "must be at least 1s");
        }
        if (labels.size() > ObservationRules.MAX_ATTRIBUTES / 2) {
            section.error("labels", "at most " + ObservationRules.MAX_ATTRIBUTES / 2 + " are kept");
        }
        String service = Optional.ofNullable(labels.remove(Labels.SERVICE)).orElse(DEFAULT_SERVICE);
        try {
            ObservationRules.name("labels.service", service);
        } catch (RejectedObservationException e) {
            section.error("labels", e.getMessage());
        }
        return section.problems().errorCount() > errors
                ? Optional.empty()
                : Optional.of(new HostSettings(interval, service, labels));
    }

    @Override
    public String summary() {
        return "this host";
    }

    @Override
    public Source open(SourceContext context) {
        return new HostService(this, context);
    }
}
