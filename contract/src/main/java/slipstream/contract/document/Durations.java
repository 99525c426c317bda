package slipstream.contract.document;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus and OpenSLO write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 7d}, {@code 4w}. */
public final class Durations {
    /** Ten years: what is longer is a slip of the unit, and would overflow the arithmetic of instants. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");

    private Durations() {}

    /** @throws IllegalArgumentException when the text is not a duration, is zero, or is longer than ten years */
    public static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
            end = part.end();
        }
        if (end == 0 || end != text.length() || sum.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration");
        }
        if (sum.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than ten years");
        }
        return sum;
    }

    /** The shortest exact form in one unit, for example {@code 5m}, {@code 1h}, {@code 3d}; the inverse of {@link #parse} for whole milliseconds above zero. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000L == 0) {
            return millis / 86_400_000L + "d";
        }
        if (millis % 3_600_000L == 0) {
            return millis / 3_600_000L + "h";
        }
        if (millis % 60_000L == 0) {
            return millis / 60_000L + "m";
        }
        return millis % 1_000L == 0 ? millis / 1_000L + "s" : millis + "ms";
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            case "w" -> Duration.ofDays(amount * 7);
            default -> throw new IllegalArgumentException("unit " + unit);
        };
    }
}
