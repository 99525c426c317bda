package slipstream.streams.slice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What "now" means; the arithmetic is the same. */
public enum ClockMode {
    /** The wall clock: silence is noticed. */
    LIVE,
    /** The highest plausible event time: for old logs, drills and tests. Where nothing comes, time stands still. */
    EVENT;

    /** The word in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ClockMode> ofWord(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
