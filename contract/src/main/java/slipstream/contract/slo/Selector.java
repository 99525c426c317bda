package slipstream.contract.slo;

import java.util.Objects;
import slipstream.contract.document.Location;

/**
 * An expression over the fields of an observation, in CEL, for example {@code service == 'checkout' && status < 500}. The
 * text is kept as written; the streams module compiles it.
 *
 * @param where the place of the expression in its file, for error messages
 * @param key the path of its key
 */
public record Selector(String expression, Location where, String key) {
    public Selector {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(key, "key");
    }
}
