package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * People who take turns, each for as long as the others. Turns are counted on the clock of the zone, so that they change at the same
 * hour in summer and in winter; where the clock skips that hour they change as long after the gap, where it has it twice, at the first.
 *
 * @param users in their order, at least one
 * @param start when the first of them begins, on the clock of the zone; the order goes on before it as well as after
 * @param turn how long each is on call, on the clock
 * @param intervals the names of the time intervals to which the rotation is limited; always when empty
 */
record Rotation(List<String> users, LocalDateTime start, Duration turn, ZoneId zone, List<String> intervals) {
    Rotation {
        users = List.copyOf(users);
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(zone, "zone");
        intervals = List.copyOf(intervals);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("a rotation has users");
        }
        if (turn.isNegative() || turn.isZero()) {
            throw new IllegalArgumentException("a turn takes time");
        }
    }

    /** Whose turn it is. */
    String user(Instant instant) {
        return users.get((int) Math.floorMod(turnAt(instant), (long) users.size()));
    }

    /** The end of the turn that holds at an instant. */
    Instant handoffAfter(Instant instant) {
        long next = turnAt(instant) + 1;
        // A turn within the hour that the clock skips has no length.
        while (!handoff(next).isAfter(instant)) {
            next++;
        }
        return handoff(next);
    }

    /** The number of the last turn that has begun; the first user's first is 0. */
    private long turnAt(Instant instant) {
        LocalDateTime clock = LocalDateTime.ofInstant(instant, zone);
        // The clock says it to within a turn or, where turns are short, the hour by which it was moved.
        long number = Math.floorDiv(Duration.between(start, clock).toMillis(), turn.toMillis());
        while (handoff(number).isAfter(instant)) {
            number--;
        }
        while (!handoff(number + 1).isAfter(instant)) {
            number++;
        }
        return number;
    }

    private Instant handoff(long number) {
        return start.plus(turn.multipliedBy(number)).atZone(zone).toInstant();
    }
}
