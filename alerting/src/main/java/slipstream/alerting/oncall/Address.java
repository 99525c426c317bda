package slipstream.alerting.oncall;

import java.util.Objects;

/**
 * Whom a step of an escalation names, before it is known who that is at an instant.
 *
 * @param name of the receiver, user or schedule; for contacts {@code primary}, {@code secondary} or {@code executive}
 */
public record Address(Kind kind, String name) {
    /** What a name stands for. */
    public enum Kind {
        /** A receiver of {@code alertmanager.yml} or {@code oncall.yml}. */
        RECEIVER,
        /** A person. */
        USER,
        /** {@code @oncall:web}: whoever is on call then. */
        SCHEDULE,
        /** {@code @primary}, {@code @secondary}, {@code @executive}: the contacts for this sort of issue. */
        CONTACT
    }

    private static final String ON_CALL = "@oncall:";

    public Address {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** The schedule that a text such as {@code @oncall:web} names; empty when it names something else. */
    static String schedule(String text) {
        return text.startsWith(ON_CALL) ? text.substring(ON_CALL.length()) : "";
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return switch (kind) {
            case RECEIVER, USER -> name;
            case SCHEDULE -> ON_CALL + name;
            case CONTACT -> "@" + name;
        };
    }
}
