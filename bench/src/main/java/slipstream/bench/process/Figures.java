package slipstream.bench.process;

/**
 * What one round of one contender took, measured by its own process.
 *
 * @param events how many observations it read
 * @param processorNanos processor time of all threads of the process
 * @param wallNanos how long it took by the clock
 * @param collectingMillis of that, how long the garbage collectors say they worked
 * @param peakHeapBytes the most heap that was in use right after a collection; 0 when there was none
 * @param peakResidentBytes the most memory that the process held; 0 where the operating system does not tell
 * @param producedBytes what all of its producers sent, the protocol included
 */
public record Figures(
        long events,
        long processorNanos,
        long wallNanos,
        long collectingMillis,
        long peakHeapBytes,
        long peakResidentBytes,
        long producedBytes) {
    /** Observations for each second of processor time. */
    public double eventsPerProcessorSecond() {
        return events * 1e9 / processorNanos;
    }

    /** Observations for each second of the clock. */
    public double eventsPerSecond() {
        return events * 1e9 / wallNanos;
    }

    /** Seconds of processor time for a million observations. */
    public double processorSecondsPerMillion() {
        return processorNanos / 1e3 / events;
    }

    public double bytesPerEvent() {
        return (double) producedBytes / events;
    }
}
