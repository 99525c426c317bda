package slipstream.contract.slo;

import java.util.Objects;

/**
 * Time whose events do not count against a budget: a maintenance window, or a correction after the fact. They are kept as raw
 * figures.
 *
 * @param name the name of its document
 * @param schedule when
 * @param reason why, for people
 * @param kind whether it was planned
 */
public record Exclusion(String name, Schedule schedule, String reason, Kind kind) {
    /** Whether it was planned before or declared afterwards. */
    public enum Kind {
        MAINTENANCE,
        CORRECTION
    }

    public Exclusion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(kind, "kind");
    }

    public boolean covers(long timeMillis) {
        return schedule.covers(timeMillis);
    }
}
