package slipstream.ingest.door;

import java.util.Objects;

/**
 * What a door makes of one body: how it is read, and who wants to know how that ended.
 *
 * @param decoder for this body only
 * @param ending told once whether Kafka has confirmed everything
 */
public record Reading(BodyDecoder decoder, Ending ending) {
    public Reading {
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(ending, "ending");
    }

    /** Hears how it ended; called by whichever thread was last. */
    public interface Ending {
        void ended(boolean isTaken);
    }

    /** A body that nobody asks after. */
    public static Reading of(BodyDecoder decoder) {
        return new Reading(decoder, isTaken -> {});
    }
}
