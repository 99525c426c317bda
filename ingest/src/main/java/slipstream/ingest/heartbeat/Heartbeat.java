package slipstream.ingest.heartbeat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.listen.AccessToken;

/**
 * A job from which a beat is expected at least once in every interval.
 *
 * @param name of the job; its results are named so
 * @param service what its results are counted under
 * @param interval from one due time to the next; due times are its multiples since the epoch
 * @param grace how much later than an interval after the one before a beat may come
 * @param token asked for as a bearer token; the server's own when empty
 */
record Heartbeat(
        String name,
        String service,
        Duration interval,
        Duration grace,
        Optional<AccessToken> token,
        Map<String, String> labels) {
    Heartbeat {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(token, "token");
        labels = Map.copyOf(labels);
    }

    /** The source of its results. */
    String source() {
        return "heartbeat:" + name;
    }

    /** The latest due time that is not after an instant. */
    long dueAtOrBefore(long millis) {
        return Math.floorDiv(millis, interval.toMillis()) * interval.toMillis();
    }

    /** Whether a beat speaks for a due time: it came at most an interval and the grace before it, or the grace after it. */
    boolean isIn(long beatMillis, long dueMillis) {
        return beatMillis >= dueMillis - interval.toMillis() - grace.toMillis()
                && beatMillis <= dueMillis + grace.toMillis();
    }
}
