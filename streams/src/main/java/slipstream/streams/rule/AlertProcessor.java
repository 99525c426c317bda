package slipstream.streams.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.BurnRatePolicy;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.store.Stores;

/**
 * Keeps the state of every rule. A rule begins to fire as soon as any reading exceeds it. It stops when it was not exceeded at
 * any edge for a minute, and then ended where that minute began: an error ratio that hovers about its threshold does not flap.
 */
final class AlertProcessor implements Processor<SeriesKey, Reading, String, AlertEvent> {
    private static final long CALM_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Map<String, List<BurnRateRule>> rulesBySlo = new HashMap<>();
    private final Map<String, AlertEvent> firing = new HashMap<>();
    private final Map<String, Long> calmSince = new HashMap<>();
    private final AlertWriter writer;
    private ProcessorContext<String, AlertEvent> context;
    private KeyValueStore<String, AlertEvent> store;

    AlertProcessor(List<SloDefinition> definitions, String externalUrl) {
        for (SloDefinition slo : definitions) {
            List<BurnRateRule> rules = new ArrayList<>();
            for (Objective objective : slo.objectives()) {
                for (BurnRatePolicy policy : slo.policies()) {
                    rules.add(new BurnRateRule(slo, objective, policy));
                }
            }
            rulesBySlo.put(slo.id().name(), rules);
        }
        writer = new AlertWriter(externalUrl);
    }

    @Override
    public void init(ProcessorContext<String, AlertEvent> processorContext) {
        context = processorContext;
        store = context.getStateStore(Stores.ALERT_STATE_BY_RULE);
        firing.clear();
        calmSince.clear();
        try (KeyValueIterator<String, AlertEvent> stored = store.all()) {
            stored.forEachRemaining(entry -> firing.put(entry.key, entry.value));
        }
        if (!firing.isEmpty()) {
            endOrphansSoon();
        }
    }

    @Override
    public void process(Record<SeriesKey, Reading> record) {
        Reading reading = record.value();
        for (BurnRateRule rule : rulesBySlo.getOrDefault(record.key().slo(), List.of())) {
            AlertEvent begun = firing.get(rule.key());
            if (rule.isExceeded(reading.windows())) {
                calmSince.remove(rule.key());
                if (begun == null) {
                    begin(rule, reading);
                }
            } else if (begun != null && reading.atEdge()) {
                endIfCalm(rule, begun, reading);
            }
        }
    }

    private void endIfCalm(BurnRateRule rule, AlertEvent begun, Reading reading) {
        long since = calmSince.computeIfAbsent(rule.key(), key -> reading.atMillis());
        if (reading.atMillis() - since >= CALM_MILLIS) {
            calmSince.remove(rule.key());
            end(rule.key(), writer.resolved(begun, rule, reading, Instant.ofEpochMilli(since)));
        }
    }

    private void begin(BurnRateRule rule, Reading reading) {
        AlertEvent event = writer.firing(rule, reading);
        firing.put(rule.key(), event);
        store.put(rule.key(), event);
        forward(event);
    }

    private void end(String key, AlertEvent event) {
        firing.remove(key);
        store.delete(key);
        forward(event);
    }

    private void forward(AlertEvent event) {
        context.forward(new Record<>(event.fingerprint(), event, context.currentSystemTimeMs()));
    }

    /** An alert whose rule was taken out of the configuration while it fired would fire for ever; records may not be forwarded before the task runs. */
    private void endOrphansSoon() {
        Set<String> known = new HashSet<>();
        rulesBySlo.values().forEach(rules -> rules.forEach(rule -> known.add(rule.key())));
        Cancellable[] once = new Cancellable[1];
        once[0] = context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, wall -> {
            once[0].cancel();
            for (String key : List.copyOf(firing.keySet())) {
                if (!known.contains(key)) {
                    AlertEvent begun = firing.get(key);
                    Instant now = Instant.ofEpochMilli(wall);
                    end(
                            key,
                            writer.resolvedWithoutRule(begun, now.isBefore(begun.startsAt()) ? begun.startsAt() : now));
                }
            }
        });
    }
}
