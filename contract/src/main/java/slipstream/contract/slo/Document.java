package slipstream.contract.slo;

import java.util.Optional;
import slipstream.contract.document.Fields;

/**
 * A document whose head is read and whose spec is not.
 *
 * @param isSound whether nothing is wrong with the head
 */
record Document(Kind kind, Metadata metadata, Fields root, boolean isSound) {
    /** The spec, to be read afresh: each reader that asks for all its keys finds the unknown ones. */
    Optional<Fields> spec() {
        return root.requiredFields("spec");
    }

    String name() {
        return metadata.name();
    }
}
