package slipstream.ingest.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;

/**
 * Turns what became of a due slot into a {@link ProbeResult}. The slot's due time is both the event time and the sequence: it
 * only grows within a target, and it is the same number on whichever try the slot is reported.
 */
record ProbeResults(String location) {
    private static final double MILLIS_PER_DAY = 86_400_000d;

    /** The source of a target's results. */
    static String source(String location, String job, String target) {
        return "probe:" + location + ":" + job + ":" + target;
    }

    ProbeResult ran(ProbeJob job, ProbeTarget target, long dueMillis, Attempt attempt) {
        return result(job, target, dueMillis, attempt);
    }

    /** The record of a slot that was due and could not run. */
    ProbeResult missed(ProbeJob job, ProbeTarget target, long dueMillis) {
        return result(
                job,
                target,
                dueMillis,
                new Attempt(
                        ProbeOutcome.MISSED,
                        Observation.NO_STATUS,
                        Observation.NO_LATENCY,
                        ProbePhases.NONE,
                        Optional.empty(),
                        ""));
    }

    private ProbeResult result(ProbeJob job, ProbeTarget target, long dueMillis, Attempt attempt) {
        return new ProbeResult(
                new Origin(source(location, job.name(), target.address()), dueMillis),
                dueMillis,
                target.service(),
                job.name(),
                target.address(),
                location,
                attempt.outcome(),
                attempt.status(),
                attempt.latencyMillis(),
                attempt.phases(),
                daysLeft(attempt, dueMillis),
                attempt.error(),
                attributes(target, attempt));
    }

    private static Map<String, String> attributes(ProbeTarget target, Attempt attempt) {
        if (attempt.attributes().isEmpty()) {
            return target.attributes();
        }
        Map<String, String> all = new HashMap<>(target.attributes());
        all.putAll(attempt.attributes());
        return all;
    }

    /** Counted from the due time, so that one slot has one answer, whenever it ran. */
    private static OptionalDouble daysLeft(Attempt attempt, long dueMillis) {
        return attempt.certificateEnd()
                .map(end -> OptionalDouble.of((end.toEpochMilli() - dueMillis) / MILLIS_PER_DAY))
                .orElse(OptionalDouble.empty());
    }
}
