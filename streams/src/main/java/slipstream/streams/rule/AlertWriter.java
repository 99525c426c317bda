package slipstream.streams.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.ServiceChange;

/** Writes the event of an alert that begins or ends, with the facts that decided it and a sentence for people. */
final class AlertWriter {
    /** A change that was made longer before an alert is not told: it would look as if it had something to do with it. */
    private static final Duration RECENT = Duration.ofDays(1);

    /** The clocks of who deploys and of who is observed may differ, and a deploy may be reported when it is over. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** Where the sentence stands: the document's own words keep their places. */
    private static final List<String> PLACES = List.of("summary", "description", "detail");

    private final String externalUrl;

    /** @param externalUrl where the page can be reached, without a slash at the end */
    AlertWriter(String externalUrl) {
        this.externalUrl = externalUrl;
    }

    AlertEvent firing(Rule rule, Reading reading, Instant startsAt) {
        Facts facts = rule.facts(reading.account(), reading.atMillis());
        Instant at = Instant.ofEpochMilli(reading.atMillis());
        Optional<AlertEvent.Deploy> deploy = deploy(facts, reading, startsAt);
        return new AlertEvent(
                AlertState.FIRING,
                Fingerprint.of(facts.labels()),
                facts.labels(),
                annotations(facts, Sentence.of(facts, deploy, startsAt, at)),
                startsAt,
                Optional.empty(),
                externalUrl + "/#" + facts.slo(),
                facts.slo(),
                facts.service(),
                rule.severity(),
                at,
                facts.evidence(),
                facts.budgetRemaining(),
                facts.measured(),
                false,
                facts.budgetSpent(),
                facts.exhaustsAt(),
                deploy,
                facts.causes().contributors(),
                facts.causes().samples());
    }

    /**
     * The end of an episode, with the facts as they are now.
     *
     * @param endedAt when the condition ceased to be true
     */
    AlertEvent resolved(AlertEvent firing, Rule rule, Reading reading, Instant endedAt) {
        Facts facts = rule.facts(reading.account(), reading.atMillis());
        Instant at = Instant.ofEpochMilli(reading.atMillis());
        return new AlertEvent(
                AlertState.RESOLVED,
                firing.fingerprint(),
                firing.labels(),
                annotations(facts, Sentence.of(facts, firing.deploy(), firing.startsAt(), at)),
                firing.startsAt(),
                Optional.of(endedAt),
                firing.generatorURL(),
                firing.slo(),
                firing.service(),
                firing.severity(),
                at,
                facts.evidence(),
                facts.budgetRemaining(),
                facts.measured(),
                !rule.tellsEnd(),
                facts.budgetSpent(),
                facts.exhaustsAt(),
                firing.deploy(),
                facts.causes().contributors(),
                facts.causes().samples());
    }

    /** The end of an episode whose SLO, or whose rule, is not defined any more. */
    AlertEvent resolvedWithoutRule(AlertEvent firing, Instant at) {
        SortedMap<String, String> annotations = new TreeMap<>(firing.annotations());
        String name = firing.slo().isEmpty() ? firing.labels().get("alertname") : firing.slo();
        annotations.put("summary", name + ": the rule is not defined any more");
        return new AlertEvent(
                AlertState.RESOLVED,
                firing.fingerprint(),
                firing.labels(),
                annotations,
                firing.startsAt(),
                Optional.of(at),
                firing.generatorURL(),
                firing.slo(),
                firing.service(),
                firing.severity(),
                at,
                List.of(),
                firing.budgetRemaining(),
                firing.measured(),
                false);
    }

    private static SortedMap<String, String> annotations(Facts facts, String sentence) {
        SortedMap<String, String> annotations = new TreeMap<>(facts.annotations());
        PLACES.stream()
                .filter(place -> !annotations.containsKey(place))
                .findFirst()
                .ifPresent(place -> annotations.put(place, sentence));
        return annotations;
    }

    private static Optional<AlertEvent.Deploy> deploy(Facts facts, Reading reading, Instant startsAt) {
        long until = startsAt.plus(CLOCK_DIFFERENCE).toEpochMilli();
        Optional<ServiceChange> last = reading.account()
                .changes()
                .lastOf(facts.service(), startsAt.minus(RECENT).toEpochMilli(), Math.min(until, reading.atMillis()));
        return last.map(change ->
                new AlertEvent.Deploy(change.kind(), change.version(), Instant.ofEpochMilli(change.timeMillis())));
    }
}
