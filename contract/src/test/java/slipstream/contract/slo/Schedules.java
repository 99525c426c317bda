package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

/** Schedules, read from the text of a maintenance window as people write it. */
final class Schedules {
    private Schedules() {}

    static Schedule words(String words, String zone) {
        return read("{schedule: '" + words + "', timeZone: " + zone + "}");
    }

    static Schedule rule(String rule, String start, String duration, String zone) {
        return read("{recurrence: {rrule: '" + rule + "', start: '" + start + "', duration: " + duration
                + "}, timeZone: " + zone + "}");
    }

    static boolean covers(Schedule schedule, String instant) {
        return schedule.covers(Instant.parse(instant).toEpochMilli());
    }

    private static Schedule read(String spec) {
        Documents read = Documents.read(Documents.SLO
                + "---\n{apiVersion: slipstream/v1, kind: MaintenanceWindow, metadata: {name: window}, spec: " + spec
                + "}\n");
        assertThat(read.problems()).isEmpty();
        return read.only().exclusions().get(0).schedule();
    }
}
