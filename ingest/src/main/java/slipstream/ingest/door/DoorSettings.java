package slipstream.ingest.door;

import slipstream.ingest.source.SourceContext;

/** What a configuration says about one door. Immutable. */
public interface DoorSettings {
    /**
     * Makes the door; it does nothing before it is started.
     *
     * @param ownPrefix how the sources begin that the server gives to what names none; nobody else may use it
     * @throws java.io.UncheckedIOException when the data folder cannot be used
     */
    Door open(SourceContext context, String ownPrefix);
}
