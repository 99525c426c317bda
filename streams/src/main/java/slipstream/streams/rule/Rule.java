package slipstream.streams.rule;

import java.time.Duration;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;

/** Something that can be alerted about: whether it holds is a function of an account and an instant. Immutable, thread-safe. */
sealed interface Rule permits BudgetRule, ObservedRule {
    /** It stands on a ladder of no other rules. */
    int NO_LADDER = -1;

    /** Names the rule in the store, over restarts and new versions of its definition. */
    String id();

    /** Whose accounts it looks at. */
    AccountKey definition();

    String severity();

    /**
     * Rules with the same number are steps of one ladder, the most severe first: while one of them is told, the milder ones are not
     * told as well. {@link #NO_LADDER} for a rule of its own.
     */
    int ladder();

    /** How long it must hold before it counts; zero for at once. */
    Duration sustain();

    /** A lapse that is shorter than this does not begin the wait anew. */
    Duration lapse();

    /** Whether anybody is told when it ends. */
    boolean tellsEnd();

    boolean holds(Account account, long atMillis);

    /** What a person needs to know about it, as it stands. */
    Facts facts(Account account, long atMillis);
}
