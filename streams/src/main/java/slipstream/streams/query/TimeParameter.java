package slipstream.streams.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** A time in the query: ISO-8601 with a zone, or milliseconds since the epoch. */
final class TimeParameter {
    /** No event is older, see {@link slipstream.contract.event.TimeBounds#event}. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** A day ahead is room for any rounding of the caller; a year ahead is a mistake of unit. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,18}");

    private TimeParameter() {}

    static Optional<Instant> read(Call call, String name, Instant now) throws Refusal {
        Optional<String> text = call.parameter(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant latest = now.plus(AHEAD);
        try {
            Instant time = parse(text.get());
            if (!time.isBefore(EARLIEST) && !time.isAfter(latest)) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            // The refusal below says what is allowed; the exception only says that this text is not.
        }
        throw Refusal.badValue(
                name,
                text.get(),
                "a time from " + EARLIEST + " to " + latest
                        + ", as 2026-11-21T10:00:00Z or as milliseconds since the epoch");
    }

    private static Instant parse(String text) {
        return MILLIS.matcher(text).matches()
                ? Instant.ofEpochMilli(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }
}
