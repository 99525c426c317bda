package slipstream.ingest.door;

import java.util.Locale;
import java.util.Optional;

/** The names of the types of content that are taken. */
public final class MediaType {
    public static final String JSON = "application/json";
    public static final String LINES = "application/x-ndjson";
    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String TEXT = "text/plain";
    public static final String PROTOBUF = "application/x-protobuf";

    private MediaType() {}

    /** The type in a {@code Content-Type}, without parameters; empty when it has another character set than UTF-8. */
    static Optional<String> of(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return Optional.empty();
            }
        }
        return Optional.of(parts[0].trim());
    }
}
