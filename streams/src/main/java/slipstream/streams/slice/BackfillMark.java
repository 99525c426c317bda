package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was observed in one partition before some definitions came has been counted for them; sent to every partition of
 * the partials, behind the last of those partials.
 *
 * @param partition of the observations topic
 * @param definitions the keys of the accounts, without groups
 */
public record BackfillMark(int partition, List<AccountKey> definitions) implements PartialRecord {
    static final int WIRE_VERSION = 4;

    public BackfillMark {
        definitions = List.copyOf(definitions);
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WIRE_VERSION);
        Varint.write(out, partition);
        for (AccountKey definition : definitions) {
            byte[] key = new SeriesKey(definition, 0).toBytes();
            Varint.write(out, key.length);
            out.writeBytes(key);
        }
        return out.toByteArray();
    }

    static BackfillMark read(ByteBuffer in) {
        int partition = (int) Varint.read(in);
        List<AccountKey> definitions = new ArrayList<>();
        while (in.hasRemaining()) {
            definitions.add(SeriesKey.ofBytes(Partial.readBytes(in)).account());
        }
        return new BackfillMark(partition, definitions);
    }
}
