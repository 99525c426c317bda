package slipstream.ingest.receive;

import java.util.Locale;
import slipstream.ingest.door.RequestHead;

/** How the content of a request is coded: not at all, or once as gzip. */
final class Coding {
    private static final String HEADER = "content-encoding";

    private Coding() {}

    /** Whether it is one of the two. */
    static boolean isKnown(RequestHead head) {
        return !head.has(HEADER) || word(head).equals("identity") || isGzip(head);
    }

    static boolean isGzip(RequestHead head) {
        // RFC 9110, section 8.4.1.3: x-gzip is another name of the same.
        return word(head).equals("gzip") || word(head).equals("x-gzip");
    }

    private static String word(RequestHead head) {
        return head.header(HEADER).orElse("").trim().toLowerCase(Locale.ROOT);
    }
}
