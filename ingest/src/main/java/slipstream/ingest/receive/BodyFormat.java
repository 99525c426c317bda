package slipstream.ingest.receive;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a body may carry observations. */
enum BodyFormat {
    /** One object, or an array of objects. */
    JSON("application/json"),
    /** One object to a line. */
    LINES("application/x-ndjson");

    private final String mediaType;

    BodyFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The format that a {@code Content-Type} names; empty for any other type, and for any character set but UTF-8. */
    static Optional<BodyFormat> of(String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return Optional.empty();
            }
        }
        for (BodyFormat format : values()) {
            if (format.mediaType.equals(parts[0].trim())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
