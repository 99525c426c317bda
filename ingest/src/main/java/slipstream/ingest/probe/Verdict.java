package slipstream.ingest.probe;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.ingest.probe.condition.Condition;
import slipstream.ingest.probe.condition.Conditions;
import slipstream.ingest.probe.condition.Evidence;

/** Turns what was seen of a target into an {@link Attempt}: the module's own checks come first, the conditions after them. */
final class Verdict {
    private static final int MAX_ERROR_CHARS = 120;

    private Verdict() {}

    /** There was no answer. */
    static Attempt failed(
            IOException reason,
            int status,
            double latencyMillis,
            ProbePhases phases,
            Optional<Instant> certificateEnd) {
        return new Attempt(
                ErrorWords.isOwnNetwork(reason) ? ProbeOutcome.UNKNOWN : ProbeOutcome.FAILURE,
                status,
                latencyMillis,
                phases,
                certificateEnd.or(() -> ServerCertificate.expired(reason)),
                ErrorWords.of(reason));
    }

    /**
     * There was an answer.
     *
     * @param error what the module's own checks found, empty when nothing
     */
    static Attempt answered(
            Evidence evidence,
            ProbePhases phases,
            Optional<Instant> certificateEnd,
            String error,
            Conditions conditions) {
        List<Condition.Result> results = conditions.check(evidence);
        String word = error.isEmpty()
                ? results.stream()
                        .filter(result -> !result.holds())
                        .map(Condition.Result::text)
                        .findFirst()
                        .orElse("")
                : error;
        return new Attempt(
                word.isEmpty() ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE,
                evidence.status(),
                evidence.latencyMillis(),
                phases,
                certificateEnd,
                cut(word),
                Map.of(),
                results);
    }

    static OptionalLong millisLeft(Optional<Instant> certificateEnd, Instant now) {
        return certificateEnd.isPresent()
                ? OptionalLong.of(certificateEnd.get().toEpochMilli() - now.toEpochMilli())
                : OptionalLong.empty();
    }

    static String cut(String word) {
        return word.length() <= MAX_ERROR_CHARS ? word : word.substring(0, MAX_ERROR_CHARS) + "…";
    }
}
