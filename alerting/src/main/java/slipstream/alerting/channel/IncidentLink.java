package slipstream.alerting.channel;

import java.util.Objects;
import java.util.Optional;

/**
 * How a message points at its incident.
 *
 * @param id short enough to be typed: {@code !ack 7QK3M}
 * @param severity as {@code oncall.yml} names it, for example {@code P0} or {@code SEV-1}
 * @param acknowledgeUrl a signed address where a person can acknowledge it; opening it changes nothing yet
 * @param note why this receiver hears of it now, for example {@code escalated to level 2 after 10m}; may be empty
 */
public record IncidentLink(String id, Optional<String> severity, Optional<String> acknowledgeUrl, String note) {
    public IncidentLink {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(acknowledgeUrl, "acknowledgeUrl");
        Objects.requireNonNull(note, "note");
    }
}
