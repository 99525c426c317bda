package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * How far event time has come in one partition of the observations; sent to every partition of the partials, behind the
 * partials it speaks of.
 *
 * @param partition of the observations topic
 * @param highestMillis the highest plausible event time seen, or {@link Long#MIN_VALUE} before the first
 * @param idle nothing has come for a while, so nobody should wait for this partition
 */
public record ClockMark(int partition, long highestMillis, boolean idle) implements PartialRecord {
    static final int WIRE_VERSION = 2;

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WIRE_VERSION);
        Varint.write(out, partition);
        Varint.writeSigned(out, highestMillis);
        out.write(idle ? 1 : 0);
        return out.toByteArray();
    }

    static ClockMark read(ByteBuffer in) {
        return new ClockMark((int) Varint.read(in), Varint.readSigned(in), in.get() == 1);
    }
}
