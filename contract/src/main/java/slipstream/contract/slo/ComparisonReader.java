package slipstream.contract.slo;

import java.util.Arrays;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads {@code op}. */
final class ComparisonReader {
    private static final String[] WORDS =
            Arrays.stream(Comparison.values()).map(Comparison::word).toArray(String[]::new);

    private ComparisonReader() {}

    /** The comparison; empty, with a problem recorded, when it is absent or none. */
    static Optional<Comparison> required(Fields fields) {
        if (!fields.holds("op")) {
            fields.missing("op");
            return Optional.empty();
        }
        return fields.oneOf("op", WORDS).flatMap(Comparison::ofWord);
    }
}
