package slipstream.alerting.incident;

/** How far an incident has come. */
public enum IncidentStatus {
    INVESTIGATING("Investigating", "investigating"),
    /** The cause is known, and being seen to. */
    MITIGATING("Mitigating", "identified"),
    /** Users no longer feel it, and it is being watched. */
    MITIGATED("Mitigated", "monitoring"),
    RESOLVED("Resolved", "resolved");

    private final String word;
    private final String pageWord;

    IncidentStatus(String word, String pageWord) {
        this.word = word;
        this.pageWord = pageWord;
    }

    /** For texts. */
    public String word() {
        return word;
    }

    /** As public status pages say it. */
    public String pageWord() {
        return pageWord;
    }
}
