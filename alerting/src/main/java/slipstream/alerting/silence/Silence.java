package slipstream.alerting.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.route.LabelMatchers;

/**
 * For a while nobody is told of the alerts that fulfil all its conditions (Alertmanager, {@code silence}).
 *
 * @param id a UUID
 * @param endsAt the first instant at which it no longer holds
 */
public record Silence(
        String id,
        LabelMatchers matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        SortedMap<String, String> annotations) {
    /** How long one is remembered after its end ({@code alertmanager --data.retention}, default 120h). */
    public static final Duration RETENTION = Duration.ofDays(5);

    public Silence {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** Whether it holds already, still, or no longer. */
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    public State state(Instant now) {
        if (!now.isBefore(endsAt)) {
            return State.EXPIRED;
        }
        return now.isBefore(startsAt) ? State.PENDING : State.ACTIVE;
    }

    /** Whether it keeps an alert with these labels quiet now. */
    public boolean silences(Map<String, String> labels, Instant now) {
        return state(now) == State.ACTIVE && matchers.match(labels);
    }

    /** Whether it ended so long ago that it need not be remembered. */
    public boolean isForgotten(Instant now) {
        return !now.isBefore(endsAt.plus(RETENTION));
    }

    /** The same, over now; one that had not begun never begins. */
    public Silence expired(Instant now) {
        Instant start = startsAt.isAfter(now) ? now : startsAt;
        return new Silence(id, matchers, start, now, now, createdBy, comment, annotations);
    }
}
