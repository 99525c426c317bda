package slipstream.streams.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Incident;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.Reading;

/**
 * The state of every rule on every account, and what is told of it. Of the rules on one ladder the most severe that is active is
 * told: a milder one that becomes active meanwhile waits until that has ended. The same code runs in the stream job and offline.
 * Event time; mutable, not thread-safe.
 */
public final class AlertBook {
    private static final char BEFORE_GROUP = '\u001F';

    private final Map<AccountKey, List<Rule>> rules = new HashMap<>();
    private final Map<String, Episode> episodes = new HashMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final AlertWriter writer;
    private final Set<AccountKey> closed = new HashSet<>();

    /** What becomes of a rule. */
    public interface Sink {
        /** A rule becomes active, or has ended, at an instant. */
        void transition(Account account, String rule, String severity, boolean isActive, long atMillis);

        /** Somebody is to be told. */
        void told(AlertEvent event);

        /** An alert that was told has ended: an observation like any other. */
        void incident(Incident incident);
    }

    public AlertBook(List<SloDefinition> slos, List<RuleDefinition> observed, String externalUrl) {
        define(slos, observed);
        writer = new AlertWriter(externalUrl);
    }

    /** Takes up definitions; what was known stays until its accounts are closed. */
    final void define(List<SloDefinition> slos, List<RuleDefinition> observed) {
        Map<AccountKey, List<Rule>> present = new HashMap<>();
        for (SloDefinition slo : slos) {
            for (Rule rule : BudgetRule.of(slo)) {
                present.computeIfAbsent(rule.definition(), d -> new ArrayList<>())
                        .add(rule);
            }
        }
        for (RuleDefinition definition : observed) {
            Rule rule = new ObservedRule(definition);
            present.computeIfAbsent(rule.definition(), d -> new ArrayList<>()).add(rule);
        }
        closed.removeAll(present.keySet());
        rules.keySet().removeAll(closed);
        closed.clear();
        rules.putAll(present);
    }

    /**
     * Takes leave of an account. When another version has taken over, it goes on with what was told; else what was told ends. Rules that
     * the definition has no more end too.
     */
    void close(Reading reading, Sink sink) {
        AccountKey definition = reading.account().key().definition();
        closed.add(definition);
        for (Rule rule : rules.getOrDefault(definition, List.of())) {
            if (reading.kind() == Reading.Kind.GONE) {
                endWithoutRule(keyOf(rule, reading.account().key()), Instant.ofEpochMilli(reading.atMillis()), sink);
            }
        }
    }

    void restore(String key, Episode episode) {
        episodes.put(key, episode);
    }

    /** Looks at an account as it is now. */
    public void read(Reading reading, Sink sink) {
        List<Rule> ofAccount = rules.getOrDefault(reading.account().key().definition(), List.of());
        Set<Integer> taken = Set.of();
        for (Rule rule : ofAccount) {
            String key = keyOf(rule, reading.account().key());
            Episode before = episodes.getOrDefault(key, Episode.NONE);
            Episode after = before.next(
                    rule.holds(reading.account(), reading.atMillis()),
                    reading.atMillis(),
                    reading.atEdge(),
                    rule.sustain(),
                    rule.lapse());
            if (!before.isActive() && after.isActive()) {
                transition(rule, reading, true, after.activeSince().get(), sink);
            }
            if (reading.atEdge() && after.hasEnded(reading.atMillis())) {
                long endedAt = after.calmSince().get();
                transition(rule, reading, false, endedAt, sink);
                tellEnd(rule, after, reading, endedAt, sink);
                after = Episode.NONE;
            }
            if (after.isActive() && after.told().isEmpty() && !taken.contains(rule.ladder())) {
                AlertEvent event = writer.firing(
                        rule, reading, Instant.ofEpochMilli(after.activeSince().get()));
                after = after.telling(event);
                sink.told(event);
            }
            if (after.isActive() && rule.ladder() != Rule.NO_LADDER) {
                // Nearly always nothing is active, and then there is nothing to note.
                taken = taken.isEmpty() ? new HashSet<>() : taken;
                taken.add(rule.ladder());
            }
            if (!after.equals(before)) {
                put(key, after);
            }
        }
    }

    private static void transition(Rule rule, Reading reading, boolean isActive, long atMillis, Sink sink) {
        sink.transition(reading.account(), rule.id(), rule.severity(), isActive, atMillis);
    }

    private void tellEnd(Rule rule, Episode episode, Reading reading, long endedAt, Sink sink) {
        episode.told().ifPresent(firing -> {
            Instant end =
                    Instant.ofEpochMilli(Math.max(endedAt, firing.startsAt().toEpochMilli()));
            AlertEvent resolved = writer.resolved(firing, rule, reading, end);
            sink.told(resolved);
            Incidents.of(resolved).ifPresent(sink::incident);
        });
    }

    /** Ends what was told of rules that are not defined any more: such an alert would fire for ever. */
    void endOrphans(Instant now, Sink sink) {
        Set<String> known = new HashSet<>();
        rules.values().forEach(all -> all.forEach(rule -> known.add(rule.id())));
        for (String key : List.copyOf(episodes.keySet())) {
            int end = key.indexOf(BEFORE_GROUP);
            if (!known.contains(end < 0 ? key : key.substring(0, end))) {
                endWithoutRule(key, now, sink);
            }
        }
    }

    private void endWithoutRule(String key, Instant now, Sink sink) {
        Episode episode = episodes.get(key);
        if (episode != null) {
            episode.told()
                    .ifPresent(firing -> sink.told(writer.resolvedWithoutRule(
                            firing, now.isBefore(firing.startsAt()) ? firing.startsAt() : now)));
            put(key, Episode.NONE);
        }
    }

    private void put(String key, Episode episode) {
        if (episode.isNone()) {
            episodes.remove(key);
        } else {
            episodes.put(key, episode);
        }
        changed.add(key);
    }

    private static String keyOf(Rule rule, AccountKey account) {
        return account.group().isEmpty()
                ? rule.id()
                : rule.id() + BEFORE_GROUP + String.join(String.valueOf(BEFORE_GROUP), account.group());
    }

    /** Hands over what has changed since this was last called; null for what is over. */
    void drainChanges(BiConsumer<String, Episode> store) {
        changed.forEach(key -> store.accept(key, episodes.get(key)));
        changed.clear();
    }
}
