package slipstream.streams.bruteforce;

/** What was counted in a window. */
record Figures(long total, long bad, long unjudged, long excluded, long excludedBad) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0);

    Figures plus(Figures more) {
        return new Figures(
                total + more.total,
                bad + more.bad,
                unjudged + more.unjudged,
                excluded + more.excluded,
                excludedBad + more.excludedBad);
    }
}
