package slipstream.ingest.door;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads numbers and times as other people's systems write them. */
public final class Lenient {
    /** Larger numbers of seconds are milliseconds: the year 5138. */
    private static final double MAX_SECONDS = 1e11;

    /** Larger numbers of milliseconds are microseconds, and larger ones of those nanoseconds. */
    private static final double MAX_MILLIS = 1e14;

    private static final double MAX_MICROS = 1e17;

    private Lenient() {}

    /** A number, in digits with or without a point; empty for anything else. */
    public static OptionalDouble number(String text) {
        if (text.isEmpty() || text.length() > 32 || !text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Milliseconds since the epoch, of a number in whatever unit fits, or of an ISO 8601 time with its offset; empty for others. */
    public static OptionalLong timeMillis(String text) {
        OptionalDouble number = number(text);
        if (number.isPresent()) {
            return OptionalLong.of(toMillis(number.getAsDouble()));
        }
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static long toMillis(double number) {
        if (number < MAX_SECONDS) {
            return (long) (number * 1e3);
        }
        if (number < MAX_MILLIS) {
            return (long) number;
        }
        return (long) (number < MAX_MICROS ? number / 1e3 : number / 1e6);
    }
}
