package slipstream.ingest.topic;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.ingest.line.InvalidFormatException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.otlp.OtlpSettings;
import slipstream.ingest.otlp.OtlpSignal;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * Whose topics are read, and how: {@code receivers.kafka}.
 *
 * @param brokers where they are; empty for the cluster of this process
 * @param properties further settings of the Kafka consumer, such as those of security
 * @param groupId under which the offsets are committed
 * @param latest whether a topic that was never read is read from its end on; else from its beginning
 * @param choices which topics; the first that a topic belongs to says how it is read
 * @param labels put on lines of text and JSON; {@code service} names the service of what names none
 * @param format of lines of text; without one they are looked at
 */
public record TopicSettings(
        List<String> brokers,
        Map<String, String> properties,
        String groupId,
        boolean latest,
        List<TopicChoice> choices,
        Map<String, String> labels,
        Optional<LineFormat> format,
        OtlpSettings otlp)
        implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "kafka";

    /** Stays the same for ever: under it stands how far everything has been read. */
    public static final String DEFAULT_GROUP = "slipstream-ingest";

    /** @throws IllegalArgumentException when no topic is chosen */
    public TopicSettings {
        brokers = List.copyOf(brokers);
        properties = Map.copyOf(properties);
        Objects.requireNonNull(groupId, "groupId");
        choices = List.copyOf(choices);
        labels = Map.copyOf(labels);
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(otlp, "otlp");
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("at least one topic is required");
        }
    }

    /** Reads the section of the {@code receivers}, if it is there. */
    public static Optional<TopicSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(TopicSettings::readSection);
    }

    private static Optional<TopicSettings> readSection(Fields section) {
        int errors = section.problems().errorCount();
        List<TopicChoice> choices = new ArrayList<>();
        Optional<Fields> metrics = section.fields("metrics");
        section.fields("traces").ifPresent(traces -> add(traces, Optional.of(OtlpSignal.TRACES), choices));
        section.fields("logs").ifPresent(logs -> add(logs, Optional.of(OtlpSignal.LOGS), choices));
        OtlpSettings otlp = OtlpSettings.read(section, metrics);
        metrics.ifPresent(each -> add(each, Optional.of(OtlpSignal.METRICS), choices));
        TopicChoice.read(section, Optional.empty()).ifPresent(choices::add);
        List<String> brokers = section.listOfText("brokers");
        Map<String, String> properties = section.map("properties");
        String groupId = section.text("group_id").orElse(DEFAULT_GROUP);
        boolean latest = section.oneOf("initial_offset", "earliest", "latest")
                .filter("latest"::equals)
                .isPresent();
        Map<String, String> labels = section.map("labels");
        Optional<LineFormat> format = readFormat(section);
        section.done();
        if (choices.isEmpty()) {
            section.error("topics", "at least one topic is required, here or in logs, traces or metrics");
        }
        if (section.problems().errorCount() > errors) {
            return Optional.empty();
        }
        return Optional.of(new TopicSettings(brokers, properties, groupId, latest, choices, labels, format, otlp));
    }

    private static void add(Fields section, Optional<OtlpSignal> signal, List<TopicChoice> choices) {
        TopicChoice.read(section, signal).ifPresent(choices::add);
        section.done();
    }

    private static Optional<LineFormat> readFormat(Fields section) {
        Optional<String> text = section.text("format");
        Map<String, String> fields = section.map("fields");
        try {
            return text.map(format -> LineFormat.of(format, fields, List.of(), ZoneOffset.UTC));
        } catch (InvalidFormatException e) {
            section.error("format", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether any of the choices takes a topic. */
    boolean takes(String topic) {
        return choices.stream().anyMatch(choice -> choice.takes(topic));
    }

    Encoding encoding(String topic) {
        return choice(topic).map(TopicChoice::encoding).orElse(Encoding.AUTO);
    }

    /** The signal of exports in protobuf, where the settings name it. */
    Optional<OtlpSignal> signal(String topic) {
        return choice(topic).flatMap(TopicChoice::signal);
    }

    /** The service of what names none: by the labels, else the topic's own name, which always can be one. */
    String service(String topic) {
        return labels.getOrDefault(Labels.SERVICE, topic);
    }

    private Optional<TopicChoice> choice(String topic) {
        return choices.stream().filter(choice -> choice.takes(topic)).findFirst();
    }

    /** The settings of the consumer on top of those of the process's own client. */
    Map<String, Object> clientConfig(Map<String, Object> own) {
        Map<String, Object> config = new HashMap<>(brokers.isEmpty() ? own : Map.of());
        if (!brokers.isEmpty()) {
            config.put("bootstrap.servers", String.join(",", brokers));
        }
        config.putAll(properties);
        return config;
    }

    @Override
    public String summary() {
        String topics =
                String.join(", ", choices.stream().map(TopicChoice::text).toList());
        return "Kafka topics " + topics;
    }

    @Override
    public Source open(SourceContext context) {
        return new TopicService(this, context);
    }
}
