package slipstream.streams.slice;

import java.util.Objects;

/**
 * An account at an instant. It is a view of the account as it is now, for the processors behind this one; it must not be kept
 * beyond the commit.
 *
 * @param atMillis the instant of event time at which the windows end
 */
public record Reading(Account account, long atMillis, Kind kind) {
    /** Why there is a reading. */
    public enum Kind {
        /** A slice has just ended, so that all windows of the finest tier are complete. */
        EDGE,
        /** Something was counted. */
        CHANGE,
        /** The account is closed: another version of its definition has taken over. */
        REPLACED,
        /** The account is closed, and there is none that takes its place. */
        GONE
    }

    public Reading {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(kind, "kind");
    }

    /** A reading of an account that goes on. */
    public Reading(Account account, long atMillis, boolean atEdge) {
        this(account, atMillis, atEdge ? Kind.EDGE : Kind.CHANGE);
    }

    public boolean atEdge() {
        return kind == Kind.EDGE;
    }

    /** Whether the account is closed. */
    public boolean isLast() {
        return kind == Kind.REPLACED || kind == Kind.GONE;
    }
}
