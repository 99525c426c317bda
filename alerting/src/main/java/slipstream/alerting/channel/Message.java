package slipstream.alerting.channel;

import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.group.AlertGroup;

/**
 * What one receiver is to be told, over all attempts the same.
 *
 * @param idempotencyKey so that a receiver can recognise a repetition
 * @param incident the incident that the alerts belong to, where there is one
 */
public record Message(AlertGroup group, String idempotencyKey, Optional<IncidentLink> incident) {
    public Message {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(incident, "incident");
    }

    /** A message about no incident. */
    public Message(AlertGroup group, String idempotencyKey) {
        this(group, idempotencyKey, Optional.empty());
    }
}
