package slipstream.ingest.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The slots of one target on their way to a worker and back. At most one waits or runs; every other due slot is missed, and is
 * kept until the worker can tell of it in its place: results leave in the order of their slots, because a slot that
 * arrived after a later one would be taken for a resend. Thread-safe.
 */
final class ProbeTurns {
    private enum State {
        IDLE,
        QUEUED,
        RUNNING
    }

    /**
     * What a worker has to do.
     *
     * @param missed slots to tell of first, oldest first
     * @param slot the slot to run
     */
    record Turn(List<Long> missed, long slot) {}

    private final Deque<Long> missed = new ArrayDeque<>();
    private State state = State.IDLE;
    private long slot;
    private long forgotten;

    /** Takes note of what is due; returns whether a worker must be asked for. */
    synchronized boolean add(ProbeSchedule.Due due) {
        forgotten += due.forgotten();
        if (due.run().isEmpty()) {
            return false;
        }
        if (state == State.QUEUED) {
            miss(slot);
        }
        due.missed().forEach(this::miss);
        if (state == State.RUNNING) {
            miss(due.run().getAsLong());
            return false;
        }
        slot = due.run().getAsLong();
        boolean ask = state == State.IDLE;
        state = State.QUEUED;
        return ask;
    }

    /** A worker is here: gives it the slot that waits. */
    synchronized Turn begin() {
        if (state != State.QUEUED) {
            throw new IllegalStateException("no slot waits, the target is " + state);
        }
        state = State.RUNNING;
        return new Turn(takeMissed(), slot);
    }

    /**
     * The worker has handed on the result. Returns the slots that were missed meanwhile, for it to tell of before it asks
     * again; when there are none the turn is over.
     */
    synchronized List<Long> end() {
        List<Long> meanwhile = takeMissed();
        if (meanwhile.isEmpty()) {
            state = State.IDLE;
        }
        return meanwhile;
    }

    /** How many missed slots were not told of because there were too many of them. */
    synchronized long forgotten() {
        return forgotten;
    }

    private void miss(long due) {
        if (missed.size() == ProbeSchedule.MAX_MISSED) {
            missed.removeFirst();
            forgotten++;
        }
        missed.addLast(due);
    }

    private List<Long> takeMissed() {
        List<Long> taken = new ArrayList<>(missed);
        missed.clear();
        return taken;
    }
}
