package slipstream.alerting.oncall;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Fields;

/** Reads names of which each may stand once. Not thread-safe. */
final class Names {
    private final String what;
    private final Set<String> seen = new HashSet<>();

    /** @param what it is that has the names, for messages */
    Names(String what) {
        this.what = what;
    }

    /** The name of one item; a problem is recorded when it has none or that of another. */
    Optional<String> read(Fields fields) {
        Optional<String> name = fields.requiredText("name");
        if (name.isPresent() && !seen.add(name.get())) {
            fields.error("name", "'" + name.get() + "' is the name of another " + what + " too");
            return Optional.empty();
        }
        return name;
    }
}
