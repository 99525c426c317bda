package slipstream.bench.flink;

/** One event judged by one SLO. Fields are public and it can be changed, because so Flink serialises it fastest. */
public final class Judgement {
    /** Which SLO. */
    public int slo;

    /** Event time. */
    public long timeMillis;

    /** Whether it is bad. */
    public boolean bad;
}
