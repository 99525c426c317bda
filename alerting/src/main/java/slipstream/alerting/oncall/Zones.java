package slipstream.alerting.oncall;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads time zones, and times on their clocks. */
final class Zones {
    private Zones() {}

    /** The zone under {@code timezone}; UTC when the key is absent. Offsets are refused: they hide when clocks change. */
    static ZoneId read(Fields fields) {
        Optional<String> name = fields.text("timezone");
        if (name.isEmpty() || ZoneId.getAvailableZoneIds().contains(name.get())) {
            return name.<ZoneId>map(ZoneId::of).orElse(ZoneOffset.UTC);
        }
        fields.error(
                "timezone",
                "'" + name.get() + "' is not the name of a time zone, such as UTC or Europe/Berlin"
                        + Spelling.nearest(name.get(), ZoneId.getAvailableZoneIds())
                                .map(nearest -> "; did you mean '" + nearest + "'?")
                                .orElse(""));
        return ZoneOffset.UTC;
    }

    /** A time with an offset, or on the clock of a zone. */
    static Optional<Instant> instant(Fields fields, String key, ZoneId zone) {
        if (!fields.holds(key)) {
            fields.missing(key);
            return Optional.empty();
        }
        return fields.converted(
                key, "a time such as 2026-01-31T12:00:00Z or, on the clock of timezone, 2026-01-31 12:00", text -> {
                    String iso = text.replace(' ', 'T');
                    try {
                        return OffsetDateTime.parse(iso).toInstant();
                    } catch (DateTimeException e) {
                        return local(iso).atZone(zone).toInstant();
                    }
                });
    }

    private static LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time", e);
        }
    }
}
