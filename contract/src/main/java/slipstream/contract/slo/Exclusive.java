package slipstream.contract.slo;

import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Keys of which exactly one is wanted. */
final class Exclusive {
    private Exclusive() {}

    /** The one that is there; empty, with a problem recorded, when none is or several are. */
    static Optional<String> of(Fields fields, List<String> keys) {
        List<String> held = keys.stream().filter(fields::holds).toList();
        if (held.size() == 1) {
            return Optional.of(held.get(0));
        }
        String found = held.isEmpty() ? "there is none" : "there are " + String.join(" and ", held);
        fields.error(
                held.isEmpty() ? keys.get(0) : held.get(1),
                "needs exactly one of " + String.join(", ", keys) + ", and " + found);
        return Optional.empty();
    }
}
