package slipstream.streams.rule;

import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.store.Stores;

/** Readings come in; one event goes out for each alert that begins or ends. */
public final class AlertStage {
    static final String EVALUATE_RULES = "evaluate-rules";
    static final String WRITE_ALERTS = "write-alerts";

    private AlertStage() {}

    /** @param externalUrl where the page can be reached, for the links in alerts */
    public static void addTo(
            KStream<SeriesKey, Reading> readings, List<SloDefinition> definitions, String externalUrl) {
        readings.process(new Supplier(definitions, externalUrl), Named.as(EVALUATE_RULES))
                .to(
                        Topics.ALERTS.name(),
                        Produced.with(Topics.ALERTS.key(), Topics.ALERTS.value())
                                .withName(WRITE_ALERTS));
    }

    private record Supplier(List<SloDefinition> definitions, String externalUrl)
            implements ProcessorSupplier<SeriesKey, Reading, String, AlertEvent> {
        @Override
        public Processor<SeriesKey, Reading, String, AlertEvent> get() {
            return new AlertProcessor(definitions, externalUrl);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.alertStateByRule());
        }
    }
}
