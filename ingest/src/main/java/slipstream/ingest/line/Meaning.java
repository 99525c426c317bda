package slipstream.ingest.line;

/** What a variable of a log format says. */
enum Meaning {
    /** {@code 18/Sep/2011:19:18:28 -0400}. */
    TIME_LOCAL(26),
    /** {@code 2011-09-18T19:18:28-04:00}. */
    TIME_ISO(0),
    EPOCH_SECONDS(0),
    EPOCH_MILLIS(0),
    EPOCH_MICROS(0),
    /** A strftime pattern, or a part of a time that several of them give. */
    TIME_PATTERN(0),
    /** The milliseconds within the second, three digits. */
    MILLIS_FRACTION(3),
    /** The microseconds within the second, six digits. */
    MICROS_FRACTION(6),
    STATUS(0),
    /** The status before an internal redirect; used where there is no other. */
    FIRST_STATUS(0),
    LATENCY_MICROS(0),
    LATENCY_MILLIS(0),
    LATENCY_SECONDS(0),
    /** What the servers behind took, one number for each that was tried; used where there is no other. */
    UPSTREAM_SECONDS(0),
    /** {@code GET /path?query HTTP/1.1}. */
    REQUEST(0),
    METHOD(0),
    PATH(0),
    /** Anything else; kept only when it is asked for by name. */
    OTHER(0);

    private final int bytes;

    Meaning(int bytes) {
        this.bytes = bytes;
    }

    /** How long it always is, or 0 when it ends where the text after it begins. */
    int bytes() {
        return bytes;
    }

    boolean isLatency() {
        return this == LATENCY_MICROS || this == LATENCY_MILLIS || this == LATENCY_SECONDS || this == UPSTREAM_SECONDS;
    }

    /** How good a time it gives, the lowest being the best; -1 for what is no time. */
    int timeRank() {
        return switch (this) {
            case EPOCH_MICROS -> 0;
            case EPOCH_MILLIS -> 1;
            case EPOCH_SECONDS -> 2;
            case TIME_PATTERN -> 3;
            case TIME_ISO -> 4;
            case TIME_LOCAL -> 5;
            default -> -1;
        };
    }
}
