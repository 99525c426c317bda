package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * How a series lies in the store. A slice's key ends in its number modulo a fixed count of places, so that a new slice
 * overwrites the one that has left every window: the store stays as small as the windows, without deleting anything.
 *
 * <p>Key: series in UTF-8, 0, kind, and then what tells entries of a kind apart. Value: the slice's number and what was counted, as
 * varints.
 */
public final class StoredSlices implements Account.Changes {
    static final byte COUNTS = 'c';
    static final byte LATENCIES = 'l';
    static final byte VALUES = 'v';
    static final byte RUN = 'r';
    static final byte PERIOD = 'p';
    static final byte TIME_SLICE = 't';
    static final byte WAITING = 'w';
    static final byte WATCHED = 'm';
    static final byte OFFENCES = 'o';

    /** More than are kept, so that the one that is begun does not overwrite one that is still told. */
    private static final int PLACES_OF_OFFENCES = 8;

    private static final int[] PLACES = {512, 1024, 8785, 65_536, 1_048_576, 16_777_216};

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
        ByteArrayOutputStream value = numbered(slice);
        Partial.writeCounts(value, counts);
        put.accept(key(COUNTS, tier, slice, kept), value.toByteArray());
    }

    @Override
    public void latencies(Tier tier, long slice, int kept, byte[] latencies) {
        ByteArrayOutputStream value = numbered(slice);
        value.writeBytes(latencies);
        put.accept(key(LATENCIES, tier, slice, kept), value.toByteArray());
    }

    @Override
    public void values(Tier tier, long slice, int kept, Values values) {
        ByteArrayOutputStream value = numbered(slice);
        Partial.writeValues(value, values);
        put.accept(key(VALUES, tier, slice, kept), value.toByteArray());
    }

    @Override
    public void run(String lane, Run run) {
        byte[] name = lane.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Partial.writeRun(value, run);
        put.accept(key(RUN, name.length).put(name).array(), value.toByteArray());
    }

    @Override
    public void period(long start, Counts counts, Values values, byte[] latencies) {
        ByteArrayOutputStream value = numbered(start);
        Partial.writeCounts(value, counts);
        Partial.writeValues(value, values);
        value.writeBytes(latencies);
        put.accept(key(PERIOD, Long.BYTES).putLong(start).array(), value.toByteArray());
    }

    @Override
    public void timeSlice(long sliceMillis, long slice, int kept, Counts counts) {
        ByteArrayOutputStream value = numbered(slice);
        Partial.writeCounts(value, counts);
        put.accept(timeSliceKey(sliceMillis, slice, kept), value.toByteArray());
    }

    @Override
    public void waiting(long slice, Partial.Slice stored) {
        byte[] key = key(WAITING, Long.BYTES).putLong(slice).array();
        if (stored == null) {
            put.accept(key, null);
            return;
        }
        ByteArrayOutputStream value = numbered(slice);
        Partial.writeSlice(value, stored);
        put.accept(key, value.toByteArray());
    }

    @Override
    public void offences(long slice, Offences stored) {
        ByteArrayOutputStream value = numbered(slice);
        stored.write(value);
        put.accept(
                key(OFFENCES, 1)
                        .put((byte) Math.floorMod(slice, PLACES_OF_OFFENCES))
                        .array(),
                value.toByteArray());
    }

    @Override
    public void watched(long startedMillis, long lastSeenMillis) {
        ByteArrayOutputStream value = numbered(startedMillis);
        Varint.writeSigned(value, lastSeenMillis);
        put.accept(key(WATCHED, 0).array(), value.toByteArray());
    }

    /** Gives a stored entry back to its account; an entry whose place has changed is moved. */
    void restore(Account account, int indicator, byte[] key, byte[] value) {
        Series series = account.series(indicator);
        ByteBuffer in = ByteBuffer.wrap(value);
        switch (key[prefix.length]) {
            case RUN -> {
                String lane =
                        new String(key, prefix.length + 1, key.length - prefix.length - 1, StandardCharsets.UTF_8);
                series.restoreRun(lane, Partial.readRun(in));
            }
            case WAITING -> account.restoreWaiting(indicator, Partial.readSlice(Varint.readSigned(in), in));
            case OFFENCES -> account.restoreOffences(indicator, Varint.readSigned(in), Offences.read(in));
            case WATCHED -> {
                account.restoreStarted(Varint.readSigned(in));
                series.restoreLastSeen(Varint.readSigned(in));
            }
            case PERIOD ->
                series.restorePeriod(
                        Varint.readSigned(in), Partial.readCounts(in), Partial.readValues(in), histogram(in));
            case TIME_SLICE ->
                account.restoreTimeSlice(
                        indicator,
                        ByteBuffer.wrap(key).getLong(prefix.length + 1),
                        Varint.readSigned(in),
                        Partial.readCounts(in));
            default -> restoreSlice(account, series, key, value);
        }
    }

    private void restoreSlice(Account account, Series series, byte[] key, byte[] value) {
        byte kind = key[prefix.length];
        Tier tier = Tier.ofCode(key[prefix.length + 1]);
        ByteBuffer in = ByteBuffer.wrap(value);
        long slice = Varint.readSigned(in);
        int kept;
        if (kind == COUNTS) {
            series.restoreCounts(tier, slice, Partial.readCounts(in));
            kept = series.keptCounts(tier);
        } else if (kind == LATENCIES) {
            series.restoreLatencies(tier, slice, histogram(in));
            kept = series.keptLatencies(tier);
        } else {
            series.restoreValues(tier, slice, Partial.readValues(in));
            kept = series.keptValues(tier);
        }
        if (kept > 0 && !Arrays.equals(key, key(kind, tier, slice, kept))) {
            put.accept(key, null);
            if (slice > tier.sliceOf(account.nowMillis()) - kept) {
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

    private static ByteArrayOutputStream numbered(long number) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        Varint.writeSigned(value, number);
        return value;
    }

    private ByteBuffer key(byte kind, int more) {
        return ByteBuffer.allocate(prefix.length + 1 + more).put(prefix).put(kind);
    }

    private byte[] key(byte kind, Tier tier, long slice, int kept) {
        int places = placesFor(kept);
        return key(kind, 1 + 2 * Integer.BYTES)
                .put(tier.code())
                .putInt(places)
                .putInt((int) Math.floorMod(slice, (long) places))
                .array();
    }

    private byte[] timeSliceKey(long sliceMillis, long slice, int kept) {
        int places = placesFor(kept);
        return key(TIME_SLICE, Long.BYTES + 2 * Integer.BYTES)
                .putLong(sliceMillis)
                .putInt(places)
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
