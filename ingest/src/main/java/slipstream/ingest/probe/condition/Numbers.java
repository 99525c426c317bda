package slipstream.ingest.probe.condition;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.contract.document.Durations;

/** Numbers and durations of conditions; a duration is worth its milliseconds, as in Gatus. */
final class Numbers {
    /** Bounded, because the text is a target's: a number of a million digits takes seconds to compare. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private Numbers() {}

    static Optional<BigDecimal> parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (text.isEmpty() || text.length() > 32) {
            return Optional.empty();
        }
        try {
            return Optional.of(BigDecimal.valueOf(Durations.parse(text).toMillis()));
        } catch (IllegalArgumentException e) {
            // Neither a number nor a duration, which is what the empty answer says.
            return Optional.empty();
        }
    }

    static boolean areEqual(String left, String right) {
        Optional<BigDecimal> number = parse(left);
        return number.isPresent()
                && parse(right)
                        .filter(other -> other.compareTo(number.get()) == 0)
                        .isPresent();
    }
}
