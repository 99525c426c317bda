package slipstream.streams.classify;

/**
 * What an indicator says of one observation: how much of it is bad, in the units that one observation counts (1, or a million for
 * an indicator whose observations are ratios), or one of the two constants. A plain number, because there is one for each
 * observation and indicator.
 */
final class Verdict {
    /** The indicator does not speak of such observations. */
    static final long NOT_SELECTED = -1;

    /** It was selected, but a field is missing or a probe gave no evidence: neither good nor bad. */
    static final long UNJUDGED = -2;

    static final long GOOD = 0;

    private Verdict() {}
}
