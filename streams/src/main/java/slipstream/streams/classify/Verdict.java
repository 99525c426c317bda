package slipstream.streams.classify;

/** What an indicator says of one observation. */
enum Verdict {
    /** The indicator does not speak of such observations. */
    NOT_SELECTED,
    GOOD,
    BAD,
    /** It was selected, but a field is missing or a probe gave no evidence: neither good nor bad. */
    UNJUDGED
}
