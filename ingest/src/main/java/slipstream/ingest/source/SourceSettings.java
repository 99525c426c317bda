package slipstream.ingest.source;

/** What a configuration says about one source. Immutable. */
public interface SourceSettings {
    /** What comes in there, in a few words for people, such as {@code 12 probe targets}. */
    String summary();

    /**
     * Makes the source; it does nothing before it is started.
     *
     * @throws java.io.UncheckedIOException when the data folder cannot be used
     */
    Source open(SourceContext context);
}
