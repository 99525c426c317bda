package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.TimeBounds;

/**
 * Reads times as text: ISO 8601, {@code 2026/01/31 12:00:00}, {@code 31/Jan/2026:12:00:00 +0100}, {@code Jan 31 12:00:00}, and
 * numbers since the epoch, whose unit is known by their size. A time without a year gets the latest year in which it is not more
 * than a week ahead of the wall clock: right around New Year, and for logs of the last year. A line without any time has the time
 * of the line before it, or, when only recent times are believed, that of reading. Event time; not thread-safe.
 */
final class TextTime {
    /** Senders' clocks and the reader's may be so far apart, and a log so old, at the turn of a year. */
    private static final Duration YEAR_TOLERANCE = Duration.ofDays(7);

    /** No time is written longer. */
    private static final int LONGEST = 48;

    private static final Pattern ISO = Pattern.compile(
            "\\[?(\\d{4}[-/]\\d\\d[-/]\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?) ?(Z|z|[+-]\\d\\d:?\\d\\d|UTC|GMT)?\\]?");
    private static final Pattern LOCAL =
            Pattern.compile("\\[?(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{3}))?( [+-]\\d{4})?\\]?");
    private static final Pattern SYSLOG =
            Pattern.compile("([A-Z][a-z]{2}) ([ \\d]?\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d{1,6})?");
    private static final Pattern EPOCH = Pattern.compile("\\[?(\\d{10,19})(\\.\\d{1,9})?\\]?(?=[\\s:,]|$)");

    private final LineTime time;
    private final TimeBounds bounds;
    private final ZoneId zone;
    private int end;
    private long last = LineTime.NONE;

    /** @param zone the zone of times that carry none */
    TextTime(ZoneId zone, TimeBounds bounds) {
        this.time = new LineTime(zone);
        this.bounds = bounds;
        this.zone = zone;
    }

    /** The time that a text is as a whole, or {@link LineTime#NONE}. */
    long whole(String text) {
        String stripped = text.strip();
        long millis = at(stripped);
        return end == stripped.length() ? millis : LineTime.NONE;
    }

    /** The time at the beginning of a line, or that of the line before; {@link LineTime#NONE} when there is neither. */
    long atStartOrBefore(String line) {
        long millis = at(line);
        if (millis != LineTime.NONE) {
            last = millis;
        }
        return millis == LineTime.NONE ? before() : millis;
    }

    private long before() {
        boolean isLive = bounds.maxAge().compareTo(TimeBounds.LIVE_MAX_AGE) <= 0;
        return last == LineTime.NONE && isLive ? bounds.wall().millis() : last;
    }

    /** How much of the text the last time was; 0 when there was none. */
    int end() {
        return end;
    }

    /** The time at the beginning of a text, or {@link LineTime#NONE}. */
    long at(String text) {
        String head = text.substring(0, Math.min(text.length(), LONGEST));
        end = 0;
        long millis = LineTime.NONE;
        Matcher matcher = ISO.matcher(head);
        if (matcher.lookingAt()) {
            millis = iso(matcher);
        } else if (matcher.usePattern(SYSLOG).lookingAt()) {
            millis = withoutYear(matcher);
        } else if (matcher.usePattern(EPOCH).lookingAt()) {
            millis = epoch(matcher.group(1), matcher.group(2));
        } else if (matcher.usePattern(LOCAL).lookingAt()) {
            millis = local(matcher);
        }
        end = millis == LineTime.NONE ? 0 : matcher.end();
        return millis;
    }

    private long iso(Matcher matcher) {
        String offset = matcher.group(2) == null
                ? ""
                : matcher.group(2).replace("UTC", "Z").replace("GMT", "Z");
        byte[] text = (matcher.group(1).replace('/', '-') + offset).getBytes(StandardCharsets.ISO_8859_1);
        return time.readIso(text, 0, text.length) ? time.epochMillis() : LineTime.NONE;
    }

    private long local(Matcher matcher) {
        byte[] text = matcher.group(1).getBytes(StandardCharsets.ISO_8859_1);
        time.clear();
        time.date(Digits.four(text, 7), LineTime.month(text, 3), Digits.two(text, 0));
        if (!time.readClock(text, 12)) {
            return LineTime.NONE;
        }
        if (matcher.group(2) != null) {
            time.millis(Integer.parseInt(matcher.group(2)));
        }
        if (matcher.group(3) != null) {
            byte[] offset = matcher.group(3).getBytes(StandardCharsets.ISO_8859_1);
            if (!time.readOffset(offset, 1, offset.length)) {
                return LineTime.NONE;
            }
        }
        return time.epochMillis();
    }

    private long withoutYear(Matcher matcher) {
        int month = LineTime.month(matcher.group(1).getBytes(StandardCharsets.ISO_8859_1), 0);
        int day = Integer.parseInt(matcher.group(2).strip());
        byte[] clock = matcher.group(3).getBytes(StandardCharsets.ISO_8859_1);
        Instant latest = bounds.wall().instant().plus(YEAR_TOLERANCE);
        int year = LocalDateTime.ofInstant(latest, zone).getYear();
        for (int candidate = year; candidate > year - 9; candidate--) {
            time.clear();
            time.date(candidate, month, day);
            long millis = time.readClock(clock, 0) ? time.epochMillis() : LineTime.NONE;
            if (millis != LineTime.NONE && millis <= latest.toEpochMilli()) {
                return millis;
            }
        }
        return LineTime.NONE;
    }

    /** Seconds have 10 digits until the year 2286, milliseconds 13, microseconds 16, nanoseconds 19. */
    private static long epoch(String whole, String fraction) {
        try {
            long number = Long.parseLong(whole);
            return switch (whole.length()) {
                case 10, 11 -> number * 1000 + (fraction == null ? 0 : (long) (Double.parseDouble(fraction) * 1000));
                case 12, 13, 14 -> number;
                case 15, 16, 17 -> number / 1000;
                default -> number / 1_000_000;
            };
        } catch (NumberFormatException e) {
            return LineTime.NONE;
        }
    }
}
