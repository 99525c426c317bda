package slipstream.streams.slice;

/**
 * How many events there were. Counts can be added: associative, commutative, with {@link #NONE} as identity.
 *
 * @param total events that were judged and count
 * @param bad of those, the ones judged bad
 * @param unjudged events that were selected but could not be judged; not in {@code total}
 * @param excluded events that were judged in time that does not count, such as maintenance; not in {@code total}
 * @param excludedBad of those, the ones judged bad
 */
public record Counts(long total, long bad, long unjudged, long excluded, long excludedBad) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts {
        if (bad < 0 || total < bad || unjudged < 0 || excludedBad < 0 || excluded < excludedBad) {
            throw new IllegalArgumentException("bad " + bad + " of " + total + ", unjudged " + unjudged
                    + ", excluded bad " + excludedBad + " of " + excluded);
        }
    }

    /** Counts of which nothing was excluded. */
    public Counts(long total, long bad, long unjudged) {
        this(total, bad, unjudged, 0, 0);
    }

    public Counts plus(Counts other) {
        return new Counts(
                Math.addExact(total, other.total),
                Math.addExact(bad, other.bad),
                Math.addExact(unjudged, other.unjudged),
                Math.addExact(excluded, other.excluded),
                Math.addExact(excludedBad, other.excludedBad));
    }

    /** Whether nothing at all was seen. */
    public boolean isNone() {
        return total == 0 && unjudged == 0 && excluded == 0;
    }
}
