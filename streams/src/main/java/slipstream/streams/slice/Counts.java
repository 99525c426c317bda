package slipstream.streams.slice;

/**
 * How many events there were. Counts can be added: associative, commutative, with {@link #NONE} as identity.
 *
 * @param total events that were judged
 * @param bad of those, the ones judged bad
 * @param unjudged events that were selected but could not be judged; not in {@code total}
 */
public record Counts(long total, long bad, long unjudged) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (bad < 0 || total < bad || unjudged < 0) {
            throw new IllegalArgumentException("bad " + bad + " of " + total + ", unjudged " + unjudged);
        }
    }

    public Counts plus(Counts other) {
        return new Counts(
                Math.addExact(total, other.total),
                Math.addExact(bad, other.bad),
                Math.addExact(unjudged, other.unjudged));
    }
}
