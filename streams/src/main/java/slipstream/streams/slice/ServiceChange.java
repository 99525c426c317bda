package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;

/**
 * A service was changed, as far as alerts tell of it.
 *
 * @param timeMillis event time, in milliseconds since the epoch
 * @param kind what was done, for example {@code deploy}
 * @param version what the service was changed to, or empty
 */
public record ServiceChange(String service, long timeMillis, String kind, String version)
        implements Comparable<ServiceChange> {
    private static final Comparator<ServiceChange> ORDER = Comparator.comparingLong(ServiceChange::timeMillis)
            .thenComparing(ServiceChange::kind)
            .thenComparing(ServiceChange::version)
            .thenComparing(ServiceChange::service);

    /** What is longer is cut: it is told in one line. */
    private static final int LONGEST = 100;

    public ServiceChange {
        Objects.requireNonNull(service, "service");
        kind = cut(kind);
        version = cut(version);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** In the order of time. */
    @Override
    public int compareTo(ServiceChange other) {
        return ORDER.compare(this, other);
    }

    void write(ByteArrayOutputStream out) {
        writeText(out, service);
        Varint.writeSigned(out, timeMillis);
        writeText(out, kind);
        writeText(out, version);
    }

    static ServiceChange read(ByteBuffer in) {
        return new ServiceChange(readText(in), Varint.readSigned(in), readText(in), readText(in));
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Varint.write(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static String readText(ByteBuffer in) {
        return new String(Partial.readBytes(in), StandardCharsets.UTF_8);
    }
}
