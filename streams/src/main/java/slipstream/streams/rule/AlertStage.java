package slipstream.streams.rule;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.topic.JsonSerde;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.Reading;
import slipstream.streams.store.Stores;

/**
 * Readings come in; one event goes out for each alert that begins or ends, and for each that has ended an incident goes back among
 * the observations.
 */
public final class AlertStage {
    static final String EVALUATE_RULES = "evaluate-rules";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_INCIDENTS = "write-incidents";

    private AlertStage() {}

    /** @param externalUrl where the page can be reached, for the links in alerts */
    public static void addTo(KStream<AccountKey, Reading> readings, Supplier<Catalogue> catalogue, String externalUrl) {
        KStream<byte[], byte[]> told =
                readings.process(new Processors(catalogue, externalUrl), Named.as(EVALUATE_RULES));
        told.to(
                Topics.ALERTS.name(),
                Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(WRITE_ALERTS));
        told.to(
                Topics.OBSERVATIONS.name(),
                Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(WRITE_INCIDENTS));
    }

    private record Processors(Supplier<Catalogue> catalogue, String externalUrl)
            implements ProcessorSupplier<AccountKey, Reading, byte[], byte[]> {
        @Override
        public Processor<AccountKey, Reading, byte[], byte[]> get() {
            return new AlertProcessor(catalogue, externalUrl);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.inOrder(
                    Stores.alertStateByRule(JsonSerde.of(Episode.class)), Stores.commitHook(Stores.ALERT_HOOK));
        }
    }
}
