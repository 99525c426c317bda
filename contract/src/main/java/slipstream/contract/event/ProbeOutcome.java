package slipstream.contract.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a probe's slot says about its target: good, bad, or no evidence. */
public enum ProbeOutcome {
    /** The target answered as expected. */
    SUCCESS,
    /** The target did not answer as expected. */
    FAILURE,
    /** The slot was due but the probe could not start, for example because the one before it was still running. */
    MISSED,
    /** The probe ran but its own network was not usable, so nothing was learnt about the target. */
    UNKNOWN;

    /** Whether the slot tells anything about the target at all. */
    public boolean isEvidence() {
        return this == SUCCESS || this == FAILURE;
    }

    /** The word used in JSON and in selectors. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ProbeOutcome> ofWord(String word) {
        return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
    }
}
