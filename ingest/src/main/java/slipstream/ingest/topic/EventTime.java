package slipstream.ingest.topic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** The time of an event in JSON: RFC 3339 text, or a number whose unit is told by its size. */
final class EventTime {
    /** In seconds this is the year 5138, in milliseconds 1973. */
    private static final double LARGEST_SECONDS = 1e11;

    private static final double LARGEST_MILLIS = 1e14;
    private static final double LARGEST_MICROS = 1e17;

    private EventTime() {}

    /** Milliseconds since the epoch; empty when it is no time. */
    static OptionalLong millis(JsonNode time) {
        if (time.isNumber()) {
            return OptionalLong.of(millis(time.doubleValue()));
        }
        if (!time.isTextual()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    OffsetDateTime.parse(time.textValue()).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static long millis(double number) {
        if (number < LARGEST_SECONDS) {
            return Math.round(number * 1000);
        }
        if (number < LARGEST_MILLIS) {
            return (long) number;
        }
        return (long) (number < LARGEST_MICROS ? number / 1e3 : number / 1e6);
    }
}
