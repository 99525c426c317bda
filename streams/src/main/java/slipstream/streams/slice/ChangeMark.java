package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Services were changed; sent to every partition of the partials, before the partials of the same commit. */
public record ChangeMark(List<ServiceChange> changes) implements PartialRecord {
    static final int WIRE_VERSION = 6;

    public ChangeMark {
        changes = List.copyOf(changes);
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WIRE_VERSION);
        changes.forEach(change -> change.write(out));
        return out.toByteArray();
    }

    /** What was stored of one service. */
    public static ChangeMark ofBytes(byte[] stored) {
        return (ChangeMark) PartialRecord.ofBytes(stored);
    }

    static ChangeMark read(ByteBuffer in) {
        List<ServiceChange> changes = new ArrayList<>();
        while (in.hasRemaining()) {
            changes.add(ServiceChange.read(in));
        }
        return new ChangeMark(changes);
    }
}
