package slipstream.bench.flink;

/** The events of one SLO in one window. Fields are public and it can be changed, because so Flink serialises it fastest. */
public final class Count {
    /** Which SLO. */
    public int slo;

    /** All events. */
    public long total;

    /** The bad ones among them. */
    public long bad;
}
