package slipstream.contract.event;

import java.util.Objects;

/**
 * Where an observation came from, precisely enough to recognise it when it is sent again.
 *
 * <p>Within one source the sequence only grows (a byte offset of a log file, a probe's due slot, a client's counter), and
 * all records of a source are written to one partition. A high-water mark per source therefore tells a resend from news.
 *
 * @param source names the sender, at most {@value #MAX_SOURCE_CHARS} characters, for example {@code file:/var/log/nginx/access.log#9f3a}
 * @param sequence position within the source, at least 1 and strictly increasing
 */
public record Origin(String source, long sequence) {
    public static final int MAX_SOURCE_CHARS = 512;

    public Origin {
        Objects.requireNonNull(source, "source");
        if (source.isEmpty() || source.length() > MAX_SOURCE_CHARS) {
            throw new IllegalArgumentException(
                    "source must have 1 to " + MAX_SOURCE_CHARS + " characters, has " + source.length());
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
        }
    }
}
