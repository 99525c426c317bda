package slipstream.ingest.probe;

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
                new Attempt(ProbeOutcome.MISSED, Observation.NO_STATUS, Observation.NO_LATENCY, ProbePhases.NONE, ""));
    }

    private ProbeResult result(ProbeJob job, ProbeTarget target, long dueMillis, Attempt attempt) {
        return new ProbeResult(
                new Origin(source(location, job.name(), target.url()), dueMillis),
                dueMillis,
                target.service(),
                job.name(),
                target.url(),
                location,
                attempt.outcome(),
                attempt.status(),
                attempt.latencyMillis(),
                attempt.phases(),
                attempt.error(),
                target.attributes());
    }
}
