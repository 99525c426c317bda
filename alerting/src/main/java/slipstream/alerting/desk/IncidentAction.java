package slipstream.alerting.desk;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.incident.Incident;

/**
 * What somebody does about an incident.
 *
 * @param by who, for people; may be empty
 * @param through how we learned of it: {@code api}, {@code link} or {@code chat}
 * @param text a note, or the cause; may be empty
 */
public record IncidentAction(String incidentId, Kind kind, String by, String through, String text) {
    public IncidentAction {
        Objects.requireNonNull(incidentId, "incidentId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(text, "text");
    }

    /** What can be done. */
    public enum Kind {
        ACK,
        UNACK,
        NOTE,
        CAUSE,
        MITIGATED,
        RESOLVE;

        /** As it stands in paths and commands. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }

        /** Whether nothing can be done without a text. */
        public boolean needsText() {
            return this == NOTE || this == CAUSE;
        }
    }

    /** What became of it. */
    public enum Outcome {
        DONE,
        /** There is no incident with this id, or it has been forgotten. */
        UNKNOWN,
        /** The incident is over; only notes and its cause can still be added. */
        OVER
    }

    /** @param incident as it is now; absent when it is unknown */
    public record Result(Outcome outcome, Optional<Incident> incident) {
        public Result {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(incident, "incident");
        }
    }

    /** Whether it can be done to an incident as it stands. */
    public boolean isPossible(Incident incident) {
        return incident.isOpen() || kind.needsText();
    }

    /** The incident once this has been done to it. */
    public Incident on(Incident incident, Instant now) {
        return switch (kind) {
            case ACK -> incident.acknowledged(now, by, through, text);
            case UNACK -> incident.unacknowledged(now, by, text);
            case NOTE -> incident.noted(now, by, text);
            case CAUSE -> incident.identified(now, by, text);
            case MITIGATED -> incident.mitigated(now, by, text);
            case RESOLVE -> incident.resolved(now, by, text);
        };
    }
}
