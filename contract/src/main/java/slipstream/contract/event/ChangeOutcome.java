package slipstream.contract.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a change ended. */
public enum ChangeOutcome {
    SUCCESS,
    FAILURE;

    /** The word used in JSON and in selectors. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ChangeOutcome> ofWord(String word) {
        return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
    }
}
