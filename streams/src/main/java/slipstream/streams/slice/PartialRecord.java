package slipstream.streams.slice;

import java.nio.ByteBuffer;

/**
 * What stands on the partials topic: counts to be added, how far event time has come, what has been
 * counted for new definitions, or which services were changed.
 */
public sealed interface PartialRecord permits Partial, ClockMark, BackfillMark, ChangeMark {
    byte[] toBytes();

    /** @throws IllegalArgumentException when the bytes are of no version that this release knows */
    static PartialRecord ofBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.get();
        return switch (version) {
            case Partial.WIRE_VERSION, Partial.WIRE_VERSION_WITH_OFFENCES -> Partial.read(in);
            case ClockMark.WIRE_VERSION -> ClockMark.read(in);
            case BackfillMark.WIRE_VERSION -> BackfillMark.read(in);
            case ChangeMark.WIRE_VERSION -> ChangeMark.read(in);
            default -> throw new IllegalArgumentException("a partial of version " + version + " is not known");
        };
    }

    /** Whether the bytes concern every partition rather than the owner of one account; told without reading them all. */
    static boolean isForAll(byte[] bytes) {
        return bytes.length > 0
                && (bytes[0] == ClockMark.WIRE_VERSION
                        || bytes[0] == BackfillMark.WIRE_VERSION
                        || bytes[0] == ChangeMark.WIRE_VERSION);
    }
}
