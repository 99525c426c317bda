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
import slipstream.streams.classify.Definitions;
import slipstream.streams.rule.AlertStage;
import slipstream.streams.slice.MergeStage;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;

/** The way of an observation, one line for each stage. */
public final class SlipstreamTopology {
    private SlipstreamTopology() {}

    /** Builds the topology; the same definitions and settings always give the same one. */
    public static Topology build(Definitions definitions, StreamsSettings settings, MeterRegistry meters) {
        Properties properties = StreamsService.properties(settings);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));

        ClassifyStage.addTo(builder, definitions, settings.clock(), meters);
        KStream<SeriesKey, Reading> readings =
                MergeStage.addTo(builder, definitions.all(), settings.mergeSettings(), meters);
        BudgetStage.addTo(readings);
        AlertStage.addTo(readings, definitions.all(), settings.externalUrl());

        return builder.build(properties);
    }
}
