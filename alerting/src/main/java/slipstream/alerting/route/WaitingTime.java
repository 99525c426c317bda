package slipstream.alerting.route;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations of an {@code alertmanager.yml}: {@code 30s}, {@code 1h30m}, {@code 1d}, and {@code 0}, which is no mistake there. */
public final class WaitingTime {
    /** Units in the order in which they must stand (Prometheus, {@code model.ParseDuration}); a year has 365 days. */
    private static final Pattern WHOLE = Pattern.compile(
            "(?:(\\d{1,4})y)?(?:(\\d{1,5})w)?(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    private static final Map<Integer, Duration> UNITS = Map.of(
            1, Duration.ofDays(365),
            2, Duration.ofDays(7),
            3, Duration.ofDays(1),
            4, Duration.ofHours(1),
            5, Duration.ofMinutes(1),
            6, Duration.ofSeconds(1),
            7, Duration.ofMillis(1));

    private WaitingTime() {}

    /** @throws IllegalArgumentException when the text is not a duration */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = WHOLE.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration");
        }
        Duration sum = Duration.ZERO;
        for (int group = 1; group <= UNITS.size(); group++) {
            if (matcher.group(group) != null) {
                sum = sum.plus(UNITS.get(group).multipliedBy(Long.parseLong(matcher.group(group))));
            }
        }
        return sum;
    }
}
