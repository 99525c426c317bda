package slipstream.contract.event;

import java.util.Arrays;
import java.util.Objects;

/**
 * Something that came in and was not counted, kept as it was. On the topic the value is the original bytes and the rest
 * stands in headers, so that any consumer shows the offending input itself.
 */
public final class DeadLetter {
    /** Longer input is cut to this many bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private final RejectReason reason;
    private final String entry;
    private final String detail;
    private final String source;
    private final long position;
    private final byte[] bytes;

    /**
     * @param reason why it was not counted
     * @param entry where it came in: {@code file}, {@code http}, {@code probe} or {@code topic}
     * @param detail one sentence: what was found and what is allowed
     * @param source the file, client or topic-partition it came from
     * @param position byte offset, index in the batch, or record offset within the source
     * @param bytes the original bytes; what exceeds {@value #MAX_BYTES} is cut off
     */
    public DeadLetter(RejectReason reason, String entry, String detail, String source, long position, byte[] bytes) {
        this.reason = Objects.requireNonNull(reason, "reason");
        this.entry = Objects.requireNonNull(entry, "entry");
        this.detail = Objects.requireNonNull(detail, "detail");
        this.source = Objects.requireNonNull(source, "source");
        this.position = position;
        this.bytes = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES));
    }

    public RejectReason reason() {
        return reason;
    }

    public String entry() {
        return entry;
    }

    public String detail() {
        return detail;
    }

    public String source() {
        return source;
    }

    public long position() {
        return position;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return reason.word() + " from " + source + " at " + position + ": " + detail;
    }
}
