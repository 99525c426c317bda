package slipstream.alerting.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The incident that all tests are about, at spelt-out instants. */
final class Incidents {
    static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");

    private Incidents() {}

    static Instant at(int minute) {
        return T0.plusSeconds(60L * minute);
    }

    static Incident open() {
        return Incident.open(
                "{}:{service=\"checkout\"}",
                new TreeMap<>(Map.of("service", "checkout", "severity", "P0")),
                "checkout fails for one in five",
                Optional.of("P0"),
                "One in five payments fails",
                T0,
                id -> false);
    }

    /** Told, joined, escalated, taken up, mitigated and over, each once. */
    static Incident resolved() {
        return open().joined(at(0), "9266ef3da838ad95", "checkout fails for one in five")
                .told(at(0), "team-shop/slack[0]", "accepted")
                .joined(at(1), "3b15fd163d36582e", "checkout is slow")
                .escalated(at(2), 2, "bo", "@oncall:web, not acknowledged after 2m")
                .escalatedUpTo(at(2))
                .acknowledged(at(4), "bo", "chat", "on it")
                .identified(at(12), "bo", "deploy v2.3")
                .mitigated(at(20), "bo", "rolled back")
                .resolved(at(35), "slipstream", "all alerts have ended");
    }
}
