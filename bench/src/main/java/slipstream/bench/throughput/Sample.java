package slipstream.bench.throughput;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure that was measured several times.
 *
 * @param median the middle, or the mean of the two in the middle
 */
record Sample(double median, double min, double max) {
    /** Nothing when nothing was measured. */
    static Optional<Sample> of(Collection<Double> measured) {
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double[] sorted =
                measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return Optional.of(new Sample(median, sorted[0], sorted[sorted.length - 1]));
    }

    /** With two decimals: the median and, in brackets, the lowest and the highest. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
    }
}
