package slipstream.contract.health;

import java.util.Locale;
import java.util.Objects;

/**
 * How one part of a process is.
 *
 * @param part what it is about, for example {@code streams} or {@code file /var/log/nginx/access.log}
 * @param reason one sentence that a person can act on
 */
public record Health(String part, State state, String reason) {
    /** From well to beyond help. */
    public enum State {
        /** Does its work. */
        UP,
        /** Not yet, or not at the moment: not ready, but alive. */
        WAITING,
        /** Will not recover without a restart or a person. */
        DOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Health {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }
}
