package slipstream.contract.slo;

import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Quantity;

/** Shares of a whole, as {@code 25%} or {@code 0.25}, kept in millionths. */
final class Shares {
    private Shares() {}

    /** A share above 0 and up to a limit in millionths. */
    static Optional<Long> read(Fields fields, String key, long mostPpm) {
        if (!fields.holds(key)) {
            return Optional.empty();
        }
        String most = mostPpm / 10_000 + "%";
        return fields.converted(key, "a share above 0% and up to " + most + ", to one per million", text -> {
            long ppm = Quantity.parse(text).ppm();
            if (ppm < 1 || ppm > mostPpm) {
                throw new IllegalArgumentException("out of range");
            }
            return ppm;
        });
    }
}
