package slipstream.streams.classify;

import java.util.List;
import java.util.Optional;

/**
 * A selector in two parts that must both hold. The equalities find the selectors an observation may fit without trying all of
 * them; the rest is tried.
 *
 * @param equalities at most one for each field
 * @param rest true of every observation when the equalities say all
 */
record Selection(List<Equality> equalities, Condition rest) {
    /** The text that a field must equal, if it must. */
    Optional<String> constantOf(ObservationField field) {
        return equalities.stream()
                .filter(equality -> equality.field().equals(field.word()))
                .map(Equality::constant)
                .findFirst();
    }
}
