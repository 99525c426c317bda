package slipstream.ingest.door;

import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.contract.document.Fields;

/** Reads the path of a door. */
public final class Endpoint {
    private static final String KEY = "endpoint";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    /** Where the product's own doors are, on this server and on others. */
    private static final String RESERVED = "/api/";

    private Endpoint() {}

    /** The path, or the given one when the key is absent; empty when a problem was recorded. */
    public static Optional<String> read(Fields section, String otherwise) {
        return check(section, section.text(KEY).orElse(otherwise));
    }

    /** The path, which must be there; empty when a problem was recorded. */
    public static Optional<String> readRequired(Fields section) {
        return section.requiredText(KEY).flatMap(path -> check(section, path));
    }

    private static Optional<String> check(Fields section, String path) {
        if (!PATH.matcher(path).matches() || path.startsWith(RESERVED)) {
            section.error(
                    KEY,
                    "must be a path such as /ingest/shop, of letters, digits and . _ ~ -, and not below " + RESERVED);
            return Optional.empty();
        }
        return Optional.of(path);
    }
}
