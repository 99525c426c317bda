package slipstream.contract.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import slipstream.contract.event.DeadLetter;

/** The headers of a record on the dead-letter topic; all values are UTF-8 text. */
public final class DeadLetterHeaders {
    public static final String REASON = "slipstream.reason";
    public static final String ENTRY = "slipstream.entry";
    public static final String DETAIL = "slipstream.detail";
    public static final String SOURCE = "slipstream.source";
    public static final String POSITION = "slipstream.position";

    private DeadLetterHeaders() {}

    public static Headers of(DeadLetter letter) {
        return new RecordHeaders()
                .add(REASON, bytes(letter.reason().word()))
                .add(ENTRY, bytes(letter.entry()))
                .add(DETAIL, bytes(letter.detail()))
                .add(SOURCE, bytes(letter.source()))
                .add(POSITION, bytes(Long.toString(letter.position())));
    }

    /** The text of a header, or empty when it is not there or has no value. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
