package slipstream.contract.slo;

import slipstream.contract.document.Fields;

/** How exactly documents of OpenSLO are held to it. */
public enum Reading {
    /** As the text of the spec allows, which its own examples need: what is doubtful is accepted with a warning. */
    LENIENT,
    /** As the spec's reference library enforces it: what other tools may refuse is refused here too. */
    STRICT;

    /** Reports what the two readings differ on. */
    void report(Fields fields, String key, String message) {
        if (this == STRICT) {
            fields.error(key, message);
        } else {
            fields.warning(key, message);
        }
    }
}
