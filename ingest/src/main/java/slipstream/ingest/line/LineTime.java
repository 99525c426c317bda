package slipstream.ingest.line;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of one line, put together from the pieces in which its format gives it. Consecutive lines mostly share their date, so
 * the last one is remembered. Event time; not thread-safe.
 */
final class LineTime {
    /** What is returned when the pieces are no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private final ZoneId zone;
    private int year;
    private int month;
    private int day;
    private int secondOfDay;
    private int millis;
    private int offsetSeconds;
    private int knownDate = -1;
    private long knownDateMillis;

    /** @param zone the zone of times that carry none */
    LineTime(ZoneId zone) {
        this.zone = zone;
    }

    void clear() {
        year = 0;
        month = 0;
        day = 0;
        secondOfDay = 0;
        millis = 0;
        offsetSeconds = NO_OFFSET;
    }

    void date(int newYear, int newMonth, int newDay) {
        year = newYear;
        month = newMonth;
        day = newDay;
    }

    void year(int value) {
        year = value;
    }

    void month(int value) {
        month = value;
    }

    void day(int value) {
        day = value;
    }

    /** Adds hours, minutes or seconds, given in seconds. */
    void addSeconds(int seconds) {
        secondOfDay += seconds;
    }

    void millis(int value) {
        millis = value;
    }

    void offset(int seconds) {
        offsetSeconds = seconds;
    }

    /** {@code 18/Sep/2011:19:18:28 -0400}: 26 bytes from {@code at}. */
    boolean readLocal(byte[] line, int at) {
        clear();
        date(Digits.four(line, at + 7), month(line, at + 3), Digits.two(line, at));
        return line[at + 2] == '/'
                && line[at + 6] == '/'
                && line[at + 11] == ':'
                && readClock(line, at + 12)
                && line[at + 20] == ' '
                && readOffset(line, at + 21, at + 26);
    }

    /** ISO 8601: a date, a {@code T} or blank, a time to the second or finer, and perhaps an offset; it fills the range. */
    boolean readIso(byte[] line, int from, int to) {
        clear();
        if (to - from < 19 || line[from + 4] != '-' || line[from + 7] != '-' || "Tt ".indexOf(line[from + 10]) < 0) {
            return false;
        }
        date(Digits.four(line, from), Digits.two(line, from + 5), Digits.two(line, from + 8));
        if (!readClock(line, from + 11)) {
            return false;
        }
        int at = from + 19;
        if (at < to && (line[at] == '.' || line[at] == ',')) {
            int end = at + 1;
            while (end < to && line[end] >= '0' && line[end] <= '9') {
                end++;
            }
            millis = fraction(line, at + 1, end);
            at = end;
        }
        if (at == to) {
            return millis >= 0;
        }
        return millis >= 0 && readOffset(line, at, to);
    }

    /** {@code HH:mm:ss}. A leap second counts as the second before it. */
    boolean readClock(byte[] line, int at) {
        int hour = Digits.two(line, at);
        int minute = Digits.two(line, at + 3);
        int second = Digits.two(line, at + 6);
        secondOfDay = hour * 3600 + minute * 60 + Math.min(second, 59);
        return line[at + 2] == ':'
                && line[at + 5] == ':'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second <= 60;
    }

    /** {@code Z}, {@code +hhmm} or {@code +hh:mm}; it fills the range. */
    boolean readOffset(byte[] line, int from, int to) {
        if (to - from == 1 && (line[from] == 'Z' || line[from] == 'z')) {
            offsetSeconds = 0;
            return true;
        }
        boolean colon = to - from == 6 && line[from + 3] == ':';
        if (!colon && to - from != 5) {
            return false;
        }
        int hours = Digits.two(line, from + 1);
        int minutes = Digits.two(line, to - 2);
        int seconds = hours * 3600 + minutes * 60;
        offsetSeconds = line[from] == '-' ? -seconds : seconds;
        return (line[from] == '-' || line[from] == '+') && hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
    }

    /** Three letters of an English month as a number from 1, or -1. */
    static int month(byte[] line, int at) {
        return switch ((line[at] & 0xff) << 16 | (line[at + 1] & 0xff) << 8 | (line[at + 2] & 0xff)) {
            case 'J' << 16 | 'a' << 8 | 'n' -> 1;
            case 'F' << 16 | 'e' << 8 | 'b' -> 2;
            case 'M' << 16 | 'a' << 8 | 'r' -> 3;
            case 'A' << 16 | 'p' << 8 | 'r' -> 4;
            case 'M' << 16 | 'a' << 8 | 'y' -> 5;
            case 'J' << 16 | 'u' << 8 | 'n' -> 6;
            case 'J' << 16 | 'u' << 8 | 'l' -> 7;
            case 'A' << 16 | 'u' << 8 | 'g' -> 8;
            case 'S' << 16 | 'e' << 8 | 'p' -> 9;
            case 'O' << 16 | 'c' << 8 | 't' -> 10;
            case 'N' << 16 | 'o' << 8 | 'v' -> 11;
            case 'D' << 16 | 'e' << 8 | 'c' -> 12;
            default -> -1;
        };
    }

    /** Milliseconds since the epoch, or {@link #NONE} when the date does not exist. */
    long epochMillis() {
        long midnight = midnight();
        if (midnight == NONE) {
            return NONE;
        }
        long local = midnight + secondOfDay * 1000L + millis;
        if (offsetSeconds != NO_OFFSET) {
            return local - offsetSeconds * 1000L;
        }
        if (zone instanceof ZoneOffset fixed) {
            return local - fixed.getTotalSeconds() * 1000L;
        }
        LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
        return wall.atZone(zone).toInstant().toEpochMilli();
    }

    private long midnight() {
        if (year < 0 || month < 1 || day < 1) {
            return NONE;
        }
        int packed = (year * 16 + month) * 32 + day;
        if (packed == knownDate) {
            return knownDateMillis;
        }
        try {
            knownDateMillis = LocalDate.of(year, month, day).toEpochDay() * 86_400_000L;
        } catch (DateTimeException e) {
            return NONE;
        }
        knownDate = packed;
        return knownDateMillis;
    }

    /** A fraction of a second in milliseconds, or -1. */
    private static int fraction(byte[] line, int from, int to) {
        if (from == to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            value = value * 10 + (i < to ? line[i] - '0' : 0);
        }
        return value;
    }
}
