package slipstream.streams.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, shares, lengths and instants as the sentences of alerts say them. Pure. */
final class Phrases {
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEE HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** So far away a day of the week means one day only. */
    private static final Duration WEEKDAY_IS_CLEAR = Duration.ofDays(6);

    private Phrases() {}

    /** A count with its thousands apart: {@code 9 830}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
    }

    /** A share of 1 in per cent: {@code 2.1 %}, with another digit where it is less than one of them. */
    static String percent(double share) {
        double percent = share * 100;
        String form = percent != 0 && Math.abs(percent) < 1 ? "%.2f %%" : "%,.1f %%";
        return String.format(Locale.ROOT, form, percent).replace(',', ' ');
    }

    /** A length such as {@code 1h30m} with its units apart: {@code 1 h 30 min}. */
    static String length(String words) {
        return words.replaceAll("(\\d)m(?!s)", "$1min")
                .replaceAll("(?<=\\d)(?=\\p{Alpha})|(?<=\\p{Alpha})(?=\\d)", " ");
    }

    /** An instant as somebody says it at another: {@code Thu 14:20 UTC}, with the date when it is further away than the days of a week. */
    static String at(Instant instant, Instant now) {
        boolean isNear = Duration.between(now, instant).abs().compareTo(WEEKDAY_IS_CLEAR) < 0;
        return (isNear ? WEEKDAY : DATE).format(instant);
    }
}
