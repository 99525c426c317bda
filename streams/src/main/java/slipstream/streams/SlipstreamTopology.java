package slipstream.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import slipstream.streams.budget.BudgetStage;
import slipstream.streams.classify.ClassifyStage;
import slipstream.streams.classify.CurrentDefinitions;
import slipstream.streams.classify.Definitions;
import slipstream.streams.classify.ObservationLog;
import slipstream.streams.rule.AlertStage;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.MergeStage;
import slipstream.streams.slice.Reading;

/** The way of an observation, one line for each stage. */
public final class SlipstreamTopology {
    private SlipstreamTopology() {}

    /** Builds the topology of definitions that never change. */
    public static Topology build(Definitions definitions, StreamsSettings settings, MeterRegistry meters) {
        return build(CurrentDefinitions.fixed(definitions), ObservationLog.none(), settings, meters);
    }

    /**
     * Builds the topology; the same settings always give the same one, whatever is defined.
     *
     * @param definitions what is defined now, and whatever replaces it
     * @param log the observations, to count for new definitions what was observed before they came
     */
    public static Topology build(
            CurrentDefinitions definitions, ObservationLog log, StreamsSettings settings, MeterRegistry meters) {
        Properties properties = StreamsService.properties(settings);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));

        ClassifyStage.addTo(builder, definitions, log, settings.classifySettings(), meters);
        KStream<AccountKey, Reading> readings =
                MergeStage.addTo(builder, definitions, settings.mergeSettings(), meters);
        BudgetStage.addTo(readings, definitions::catalogue);
        AlertStage.addTo(readings, definitions::catalogue, settings.externalUrl());

        return builder.build(properties);
    }
}
