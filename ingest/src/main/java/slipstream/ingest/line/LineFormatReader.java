package slipstream.ingest.line;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationRules;

/** Reads what a configuration says about the lines of a log: their format, and what is made of them. */
public final class LineFormatReader {
    private static final int MOST_KEPT = ObservationRules.MAX_ATTRIBUTES / 2;

    private LineFormatReader() {}

    /** Reads {@code format} or {@code pattern}, and what goes with them; empty when there are problems. */
    public static Optional<LineFormat> read(Fields entry) {
        Optional<String> pattern = entry.text("pattern");
        Optional<String> text = pattern.isPresent() ? entry.text("format") : entry.requiredText("format");
        Map<String, String> fields = entry.map("fields");
        List<String> attributes = entry.listOfText("attributes");
        ZoneId zone = entry.converted("zone", "a time zone such as UTC or Europe/Berlin", LineFormatReader::zone)
                .orElse(ZoneOffset.UTC);
        Optional<RouteTemplates> routes = RouteTemplates.read(entry);
        List<NamedPattern> patterns = NamedPattern.readAll(entry);
        if (attributes.size() + fields.size() > MOST_KEPT) {
            entry.error("attributes", "at most " + MOST_KEPT + " are kept");
            return Optional.empty();
        }
        if (pattern.isPresent() && (text.isPresent() || !fields.isEmpty() || !attributes.isEmpty())) {
            entry.error("pattern", "stands for itself: leave out format, fields and attributes");
            return Optional.empty();
        }
        try {
            Optional<LineFormat> format = pattern.isPresent()
                    ? pattern.map(expression -> LineFormat.ofPattern(expression, zone))
                    : text.map(name -> LineFormat.of(name, fields, attributes, zone));
            return routes.isEmpty() && patterns.isEmpty()
                    ? format
                    : format.map(plain -> new EnrichedFormat(plain, routes.map(Routes::new), patterns));
        } catch (InvalidFormatException e) {
            entry.error(pattern.isPresent() ? "pattern" : "format", e.getMessage());
            return Optional.empty();
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name).normalized();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
