package slipstream.ingest.topic;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.line.LineParser;
import slipstream.ingest.payload.ItemSink;

/**
 * A line of text: by the format of the settings where there is one; else as a line of an access log when it is one; else as what an
 * application said, with the level that it names. A line by a format of the settings that does not have its shape is
 * rejected. Not thread-safe.
 */
final class TextEvents {
    /** Tried in this order on a line of which nothing is known. */
    private static final List<String> KNOWN_FORMATS = List.of("combined", "common", "alb", "syslog");

    private static final int MAX_PARSERS = 1_000;
    private static final int LEVEL_IS_WITHIN = 200;
    private static final Pattern LEVEL =
            Pattern.compile("\\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|PANIC)\\b");

    private final Optional<LineFormat> configured;
    private final List<LineFormat> formats;
    private final Map<String, String> labels;
    private final TimeBounds bounds;
    private final Map<String, List<LineParser>> parsersByService = new HashMap<>();

    TextEvents(Optional<LineFormat> configured, Map<String, String> labels, TimeBounds bounds) {
        this.configured = configured;
        this.formats = configured
                .map(List::of)
                .orElseGet(() -> KNOWN_FORMATS.stream()
                        .map(name -> LineFormat.of(name, Map.of(), List.of(), ZoneOffset.UTC))
                        .toList());
        this.labels = Map.copyOf(labels);
        this.bounds = bounds;
    }

    /**
     * What surrounds a line.
     *
     * @param timeMillis for a line that has no time
     * @param level as somebody told, or empty
     */
    record Envelope(long timeMillis, String service, String level, Map<String, String> attributes) {
        Envelope {
            attributes = Map.copyOf(attributes);
        }
    }

    void read(byte[] line, int from, int to, Envelope envelope, ItemSink items) throws RejectedObservationException {
        Origin origin = items.nextOrigin();
        RejectedObservationException refused = null;
        for (LineParser parser : parsers(envelope.service())) {
            try {
                List<Observation> told = parse(parser, line, from, to, origin);
                told.forEach(items::accept);
                // The parser has numbered all but the first by itself.
                for (int further = 1; further < told.size(); further++) {
                    items.nextOrigin();
                }
                return;
            } catch (RejectedObservationException e) {
                refused = e;
            }
        }
        if (configured.isPresent()) {
            throw refused;
        }
        items.accept(logRecord(new String(line, from, to - from, StandardCharsets.UTF_8), envelope, origin));
    }

    private List<LineParser> parsers(String service) {
        if (parsersByService.size() > MAX_PARSERS) {
            parsersByService.clear();
        }
        return parsersByService.computeIfAbsent(service, name -> {
            Map<String, String> all = new HashMap<>(labels);
            all.put(Labels.SERVICE, name);
            return formats.stream().map(format -> format.newParser(all, bounds)).toList();
        });
    }

    private static List<Observation> parse(LineParser parser, byte[] line, int from, int to, Origin origin)
            throws RejectedObservationException {
        List<Observation> told = new ArrayList<>(1);
        parser.parse(line, from, to, origin, told::add);
        return told;
    }

    /** What an application said. */
    LogRecord logRecord(String text, Envelope envelope, Origin origin) throws RejectedObservationException {
        bounds.check(envelope.timeMillis());
        String message = ObservationRules.text(
                "message", text.length() > LogRecord.MAX_MESSAGE_CHARS ? cut(text, LogRecord.MAX_MESSAGE_CHARS) : text);
        Map<String, String> attributes = new HashMap<>(envelope.attributes());
        labels.forEach((name, value) -> {
            if (!name.equals(Labels.SERVICE)) {
                attributes.put(name, value);
            }
        });
        return new LogRecord(
                origin,
                envelope.timeMillis(),
                ObservationRules.name("service", envelope.service()),
                envelope.level().isEmpty() ? levelIn(message) : envelope.level(),
                "",
                message,
                attributes);
    }

    private static String levelIn(String message) {
        Matcher found = LEVEL.matcher(cut(message, LEVEL_IS_WITHIN).toUpperCase(Locale.ROOT));
        return found.find() ? found.group(1) : "";
    }

    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }
}
