package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * How slices lie in the store. A slice's key ends in its number modulo a fixed count of places, so that a new slice
 * overwrites the one that has left every window: the store stays as small as the windows, without deleting anything.
 *
 * <p>Key: series in UTF-8, 0, kind, then for counts and latencies tier, places and place, for a waiting slice its number. Value:
 * the slice's number and its counts or histogram, as varints.
 */
public final class StoredSlices implements Series.Changes {
    static final byte COUNTS = 'c';
    static final byte LATENCIES = 'l';
    static final byte WAITING = 'w';

    private static final int[] PLACES = {512, 1024, 8785};

    private final byte[] prefix;
    private final BiConsumer<byte[], byte[]> put;

    /** @param put stores a value under a key, or removes the key when the value is null */
    StoredSlices(SeriesKey series, BiConsumer<byte[], byte[]> put) {
        this.prefix = prefixOf(series);
        this.put = put;
    }

    static byte[] prefixOf(SeriesKey series) {
        byte[] name = series.toBytes();
        return Arrays.copyOf(name, name.length + 1);
    }

    /** The prefix of all counts of one tier of a series. */
    public static byte[] countsPrefix(SeriesKey series, Tier tier) {
        byte[] prefix = prefixOf(series);
        byte[] longer = Arrays.copyOf(prefix, prefix.length + 2);
        longer[prefix.length] = COUNTS;
        longer[prefix.length + 1] = tier.code();
        return longer;
    }

    /** The series a key belongs to. */
    static SeriesKey seriesOf(byte[] key) {
        int end = 0;
        while (key[end] != 0) {
            end++;
        }
        return SeriesKey.ofBytes(Arrays.copyOf(key, end));
    }

    @Override
    public void counts(Tier tier, long slice, int kept, Counts counts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Varint.writeSigned(value, slice);
        Partial.writeCounts(value, counts);
        put.accept(key(COUNTS, tier, slice, kept), value.toByteArray());
    }

    @Override
    public void latencies(Tier tier, long slice, int kept, byte[] latencies) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Varint.writeSigned(value, slice);
        value.writeBytes(latencies);
        put.accept(key(LATENCIES, tier, slice, kept), value.toByteArray());
    }

    @Override
    public void waiting(long slice, Series.Waiting stored) {
        byte[] key = ByteBuffer.allocate(prefix.length + 1 + Long.BYTES)
                .put(prefix)
                .put(WAITING)
                .putLong(slice)
                .array();
        if (stored == null) {
            put.accept(key, null);
            return;
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Varint.writeSigned(value, slice);
        Partial.writeCounts(value, stored.counts());
        if (stored.latencies() != null) {
            value.writeBytes(stored.latencies().toBytes());
        }
        put.accept(key, value.toByteArray());
    }

    /** Gives a stored entry back to its series; an entry whose place has changed is moved. */
    void restore(Series series, byte[] key, byte[] value) {
        byte kind = key[prefix.length];
        ByteBuffer in = ByteBuffer.wrap(value);
        long slice = Varint.readSigned(in);
        if (kind == WAITING) {
            Counts counts = Partial.readCounts(in);
            LatencyHistogram latencies = in.hasRemaining() ? histogram(in) : null;
            series.restoreWaiting(slice, new Series.Waiting(counts, latencies));
            return;
        }
        Tier tier = Tier.ofCode(key[prefix.length + 1]);
        if (kind == COUNTS) {
            series.restoreCounts(tier, slice, Partial.readCounts(in));
        } else {
            series.restoreLatencies(tier, slice, histogram(in));
        }
        int kept = series.kept(tier, kind == LATENCIES);
        if (kept > 0 && !Arrays.equals(key, key(kind, tier, slice, kept))) {
            put.accept(key, null);
            if (slice > tier.sliceOf(series.nowMillis()) - kept) {
                put.accept(key(kind, tier, slice, kept), value);
            }
        }
    }

    /** Reads a stored value of counts: the instant at which its slice begins, and the counts. */
    public static <T> T rowOf(Tier tier, byte[] value, BiFunction<Instant, Counts, T> row) {
        ByteBuffer in = ByteBuffer.wrap(value);
        long slice = Varint.readSigned(in);
        return row.apply(Instant.ofEpochMilli(tier.startMillis(slice)), Partial.readCounts(in));
    }

    private byte[] key(byte kind, Tier tier, long slice, int kept) {
        int places = placesFor(kept);
        return ByteBuffer.allocate(prefix.length + 8)
                .put(prefix)
                .put(kind)
                .put(tier.code())
                .putShort((short) places)
                .putInt((int) Math.floorMod(slice, (long) places))
                .array();
    }

    private static int placesFor(int kept) {
        for (int places : PLACES) {
            if (kept <= places) {
                return places;
            }
        }
        throw new IllegalArgumentException(kept + " slices are more than any window needs");
    }

    private static LatencyHistogram histogram(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return LatencyHistogram.ofBytes(bytes);
    }
}
