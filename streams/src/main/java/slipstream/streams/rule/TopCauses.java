package slipstream.streams.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.AlertEvent;
import slipstream.streams.slice.Cause;
import slipstream.streams.slice.Offences;

/**
 * What an alert tells of the bad events of the last hour.
 *
 * @param contributors what most of them have in common, the most frequent first
 * @param samples where some of the latest stand
 */
record TopCauses(List<AlertEvent.Contributor> contributors, List<AlertEvent.Sample> samples) {
    /** As many as a person reads. */
    private static final int TOLD = 3;

    static TopCauses of(Offences offences) {
        List<AlertEvent.Contributor> contributors = offences.causes().entrySet().stream()
                .filter(cause -> !cause.getKey().isEmpty())
                .sorted(Comparator.comparing((Map.Entry<String, Long> cause) -> -cause.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(TOLD)
                .map(cause -> new AlertEvent.Contributor(
                        Cause.values(cause.getKey()), cause.getValue(), offences.lowered() > 0))
                .toList();
        List<AlertEvent.Sample> samples = offences.samples().stream()
                .map(sample -> new AlertEvent.Sample(
                        sample.source(), sample.sequence(), Instant.ofEpochMilli(sample.timeMillis())))
                .toList();
        return new TopCauses(contributors, samples);
    }
}
