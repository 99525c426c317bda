package slipstream.streams.rule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Incident;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.Reading;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/** Keeps the book of alerts, writes what is told at once, and what has changed in the book when the task commits. */
final class AlertProcessor implements Processor<AccountKey, Reading, byte[], byte[]> {
    private static final Serializer<AlertEvent> ALERTS = Topics.ALERTS.value().serializer();

    private final Supplier<Catalogue> catalogue;
    private final String externalUrl;
    private AlertBook book;
    private Catalogue known;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, Episode> store;

    AlertProcessor(Supplier<Catalogue> catalogue, String externalUrl) {
        this.catalogue = catalogue;
        this.externalUrl = externalUrl;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(Stores.ALERT_STATE_BY_RULE);
        known = catalogue.get();
        book = new AlertBook(known.slos(), known.rules(), externalUrl);
        boolean any = false;
        try (KeyValueIterator<String, Episode> stored = store.all()) {
            while (stored.hasNext()) {
                KeyValue<String, Episode> entry = stored.next();
                book.restore(entry.key, entry.value);
                any = true;
            }
        }
        CommitHook.onCommit(context, Stores.ALERT_HOOK, this::drain);
        if (any) {
            endOrphansSoon();
        }
    }

    @Override
    public void process(Record<AccountKey, Reading> record) {
        Catalogue now = catalogue.get();
        if (!now.equals(known)) {
            known = now;
            book.define(now.slos(), now.rules());
            book.endOrphans(Instant.ofEpochMilli(record.value().atMillis()), new Told());
        }
        if (record.value().isLast()) {
            book.close(record.value(), new Told());
        } else {
            book.read(record.value(), new Told());
        }
    }

    /** Sends on what is told; of an alert that has ended, an incident goes back among the observations. */
    private final class Told implements AlertBook.Sink {
        @Override
        public void transition(Account account, String rule, String severity, boolean isActive, long atMillis) {
            // The topic is for what is told.
        }

        @Override
        public void told(AlertEvent event) {
            byte[] key = event.fingerprint().getBytes(StandardCharsets.UTF_8);
            byte[] value = ALERTS.serialize(Topics.ALERTS.name(), event);
            context.forward(new Record<>(key, value, context.currentSystemTimeMs()), AlertStage.WRITE_ALERTS);
        }

        @Override
        public void incident(Incident incident) {
            byte[] key = incident.origin().source().getBytes(StandardCharsets.UTF_8);
            byte[] value = ObservationCodec.write(List.of(incident));
            context.forward(new Record<>(key, value, context.currentSystemTimeMs()), AlertStage.WRITE_INCIDENTS);
        }
    }

    private void drain() {
        book.drainChanges((key, episode) -> {
            if (episode == null) {
                store.delete(key);
            } else {
                store.put(key, episode);
            }
        });
    }

    /** Records may not be forwarded before the task runs. */
    private void endOrphansSoon() {
        Cancellable[] once = new Cancellable[1];
        once[0] = context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, wall -> {
            once[0].cancel();
            book.endOrphans(Instant.ofEpochMilli(wall), new Told());
        });
    }
}
