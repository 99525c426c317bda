package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.route.LabelMatchers;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.Schedule;

/**
 * A time in which something is worked on.
 *
 * @param suppresses whether its alerts are told to nobody meanwhile; otherwise it is only a name for the time
 */
record MaintenanceWindow(String name, LabelMatchers matchers, Schedule schedule, boolean suppresses) {
    /** Longer windows have no end worth naming. */
    private static final Duration LONGEST = Duration.ofDays(370);

    MaintenanceWindow {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(schedule, "schedule");
    }

    boolean covers(Instant instant) {
        return schedule.covers(instant.toEpochMilli());
    }

    /** The end of the window that covers an instant. */
    Optional<Instant> end(Instant instant) {
        long now = instant.toEpochMilli();
        return schedule.between(now, instant.plus(LONGEST).toEpochMilli()).stream()
                .findFirst()
                .map(BudgetPeriod.Span::to)
                .filter(end -> end.isBefore(instant.plus(LONGEST)));
    }
}
