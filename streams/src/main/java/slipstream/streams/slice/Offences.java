package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the bad events of a span of time have in common, and where a few of them stand. A cause is a text; at most {@value #CAUSES}
 * are kept, with how many events each has. As long as there are no more, every count is exact and the order of adding and merging does
 * not matter. When there are more, all counts are lowered alike until the smallest are gone (Misra and Gries 1982; mergeable after
 * Agarwal and others 2012): a count is then the least that it can be, and {@link #lowered()} says by how much it may be short, which
 * is at most the number of bad events ÷ ({@value #CAUSES} + 1). Mutable, not thread-safe.
 */
public final class Offences {
    /** Enough for the routes of a service that fail together; each takes about 150 bytes on the heap. */
    public static final int CAUSES = 16;

    /** Enough to look up what happened. */
    public static final int SAMPLES = 3;

    /** Until there are so many more, counts are not lowered: that would be done for each event. */
    private static final int ROOM = 64;

    private static final Comparator<Sample> LATEST_FIRST = Comparator.comparingLong(Sample::timeMillis)
            .thenComparing(Sample::source)
            .thenComparingLong(Sample::sequence)
            .reversed();

    private final Map<String, Long> causes = new HashMap<>();
    /** The latest first. */
    private final List<Sample> samples = new ArrayList<>(SAMPLES + 1);

    private long lowered;

    /** The position of a bad event. */
    public record Sample(String source, long sequence, long timeMillis) {}

    /**
     * Adds one bad event.
     *
     * @param source with {@code sequence} and {@code timeMillis} its position
     */
    public void add(String cause, String source, long sequence, long timeMillis) {
        causes.merge(cause, 1L, Long::sum);
        if (causes.size() > ROOM) {
            lower();
        }
        if (wants(timeMillis)) {
            keep(new Sample(source, sequence, timeMillis));
        }
    }

    /** Whether a sample of that time could be among those that are kept. */
    private boolean wants(long timeMillis) {
        return samples.size() < SAMPLES
                || timeMillis >= samples.get(SAMPLES - 1).timeMillis();
    }

    private void keep(Sample sample) {
        int place = 0;
        while (place < samples.size() && LATEST_FIRST.compare(samples.get(place), sample) < 0) {
            place++;
        }
        if (place == samples.size() || !samples.get(place).equals(sample)) {
            samples.add(place, sample);
        }
        if (samples.size() > SAMPLES) {
            samples.remove(SAMPLES);
        }
    }

    /** Adds all bad events of another span. */
    public void add(Offences more) {
        more.causes.forEach((cause, bad) -> causes.merge(cause, bad, Long::sum));
        more.samples.forEach(this::keep);
        lowered += more.lowered;
        lower();
    }

    /** Brings the causes down to as many as are kept. */
    private void lower() {
        if (causes.size() <= CAUSES) {
            return;
        }
        long by = causes.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(CAUSES)
                .findFirst()
                .orElseThrow();
        causes.replaceAll((cause, bad) -> bad - by);
        causes.values().removeIf(bad -> bad <= 0);
        lowered += by;
    }

    /** How many bad events each cause has at least. */
    public Map<String, Long> causes() {
        return new TreeMap<>(causes);
    }

    /** The latest bad events, the latest first. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** By how much a count may be short; 0 when all are exact. */
    public long lowered() {
        return lowered;
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }

    void write(ByteArrayOutputStream out) {
        lower();
        Varint.write(out, causes.size());
        new TreeMap<>(causes).forEach((cause, bad) -> {
            writeText(out, cause);
            Varint.write(out, bad);
        });
        Varint.write(out, lowered);
        Varint.write(out, samples.size());
        String last = "";
        for (Sample sample : samples) {
            // No source is empty, and most samples have the same one.
            writeText(out, sample.source().equals(last) ? "" : sample.source());
            last = sample.source();
            Varint.write(out, sample.sequence());
            Varint.writeSigned(out, sample.timeMillis());
        }
    }

    static Offences read(ByteBuffer in) {
        Offences read = new Offences();
        for (long left = Varint.read(in); left > 0; left--) {
            read.causes.put(readText(in), Varint.read(in));
        }
        read.lowered = Varint.read(in);
        String last = "";
        for (long left = Varint.read(in); left > 0; left--) {
            String source = readText(in);
            last = source.isEmpty() ? last : source;
            read.samples.add(new Sample(last, Varint.read(in), Varint.readSigned(in)));
        }
        return read;
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Varint.write(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static String readText(ByteBuffer in) {
        return new String(Partial.readBytes(in), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offences that
                && causes.equals(that.causes)
                && samples.equals(that.samples)
                && lowered == that.lowered;
    }

    @Override
    public int hashCode() {
        return causes.hashCode() * 31 + Long.hashCode(lowered);
    }

    @Override
    public String toString() {
        return "Offences" + causes() + " lowered by " + lowered + ", " + samples;
    }
}
