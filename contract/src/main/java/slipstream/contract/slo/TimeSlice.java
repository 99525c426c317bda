package slipstream.contract.slo;

import java.time.Duration;
import java.util.Objects;

/**
 * The slices that an objective by time slices is judged over. Slices are aligned to the epoch.
 *
 * @param window the length of a slice ({@code timeSliceWindow})
 * @param targetPpm how many of a million events of a slice must be good for the slice to be good ({@code timeSliceTarget}); without
 *     meaning for RatioTimeslices
 */
public record TimeSlice(Duration window, long targetPpm) {
    public TimeSlice {
        Objects.requireNonNull(window, "window");
        if (window.isNegative() || window.isZero() || window.toMillis() % 10_000 != 0) {
            throw new IllegalArgumentException("a time slice is a multiple of 10s, and is " + window);
        }
        if (targetPpm < 0 || targetPpm > Objective.MILLION) {
            throw new IllegalArgumentException("a slice target is at most 1, and is " + targetPpm + " ppm");
        }
    }

    /** Whether a slice with these events is good: good ÷ total ≥ target, in whole numbers. */
    public boolean isGood(long total, long bad) {
        return Math.multiplyExact(total - bad, Objective.MILLION) >= Math.multiplyExact(total, targetPpm);
    }
}
