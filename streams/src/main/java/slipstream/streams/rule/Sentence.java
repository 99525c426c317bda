package slipstream.streams.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.event.AlertEvent;

/**
 * The one sentence that a person reads first. For example: {@code checkout: 412 bad of 9 830 in 1 h, 41.9x; 5.8 % of the 30 d budget
 * gone in it, 61.2 % left; empties Thu 14:20 UTC at this rate; since the deploy v2.3 at Thu 10:02 UTC; top: POST /pay eu-west 391}.
 * Pure.
 */
final class Sentence {
    private Sentence() {}

    /**
     * The whole sentence.
     *
     * @param now the instant at which it is said
     */
    static String of(Facts facts, Optional<AlertEvent.Deploy> deploy, Instant startsAt, Instant now) {
        StringBuilder sentence = new StringBuilder(facts.summary());
        if (facts.measured().isPresent()) {
            sentence.append("; since ").append(Phrases.at(startsAt, now));
        }
        deploy.ifPresent(change -> sentence.append(facts.measured().isPresent() ? "; after the " : "; since the ")
                .append(change.kind())
                .append(change.version().isEmpty() ? "" : " " + change.version())
                .append(" at ")
                .append(Phrases.at(change.at(), now)));
        if (!facts.causes().contributors().isEmpty()) {
            sentence.append("; top: ")
                    .append(facts.causes().contributors().stream()
                            .map(Sentence::said)
                            .collect(Collectors.joining(", ")));
        }
        return sentence.toString();
    }

    private static String said(AlertEvent.Contributor contributor) {
        return String.join(" ", contributor.values().values())
                + (contributor.approximate() ? " at least " : " ")
                + Phrases.count(contributor.bad());
    }
}
