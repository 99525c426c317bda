package slipstream.alerting.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as Alertmanager writes them, to the millisecond, and as its clients send them. */
final class Rfc3339 {
    private static final long SECONDS_PER_DAY = 86_400;

    /** What Go sends for a time that is not set is in this year. */
    private static final int YEAR_OF_UNSET_TIMES = 1;

    private static final String UNSET = "0001-01-01T00:00:00.000Z";

    private Rfc3339() {}

    /**
     * A time that never comes is written as Go writes one that is not set. Digit by digit: a list of all alerts holds many times, and a
     * general formatter takes most of its duration.
     */
    static String millis(Instant instant) {
        if (instant.equals(Instant.MAX)) {
            return UNSET;
        }
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
        int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(day);
        StringBuilder text = new StringBuilder(24);
        digits(text, date.getYear(), 1_000).append('-');
        digits(text, date.getMonthValue(), 10).append('-');
        digits(text, date.getDayOfMonth(), 10).append('T');
        digits(text, second / 3_600, 10).append(':');
        digits(text, second / 60 % 60, 10).append(':');
        digits(text, second % 60, 10).append('.');
        return digits(text, instant.getNano() / 1_000_000, 100).append('Z').toString();
    }

    /**
     * Empty for a time that is not set.
     *
     * @throws DateTimeException when the text is no such time
     */
    static Optional<Instant> parse(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        return time.getYear() == YEAR_OF_UNSET_TIMES ? Optional.empty() : Optional.of(time.toInstant());
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }
}
