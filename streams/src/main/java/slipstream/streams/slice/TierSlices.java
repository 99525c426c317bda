package slipstream.streams.slice;

/** The slices of one tier as they are now, by age: 0 is the current one. A view; it must not be kept. */
public interface TierSlices {
    /** How many slices are kept, the current one included. */
    int count();

    long total(int age);

    long bad(int age);
}
