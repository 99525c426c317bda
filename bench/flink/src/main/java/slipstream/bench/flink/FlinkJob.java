package slipstream.bench.flink;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * What a competent user of Flink would write: one task slot, state on the heap, a checkpoint each second, objects reused. It reads
 * what is on the topic and ends. Results go nowhere, which is cheaper than the transactions in which the product writes its own.
 */
final class FlinkJob {
    private static final String TOPIC = "slipstream.observations";
    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private FlinkJob() {}

    /**
     * Runs to the end of the topic.
     *
     * @param cluster runs already: its start is in nobody's figures
     * @param sliding whether windows of a minute begin each ten seconds, instead of windows of ten seconds
     * @return the job's accumulators, see {@link Totals}
     */
    static Map<String, Object> run(MiniCluster cluster, String bootstrapServers, boolean sliding) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        KafkaSource<Judgement> source = KafkaSource.<Judgement>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(TOPIC)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setProperty("max.poll.records", "2000")
                .setProperty("max.partition.fetch.bytes", Integer.toString(4 * 1024 * 1024))
                .setDeserializer(new Judging())
                .build();
        // The events of a partition are in the order of their time, and watermarks are those of the partitions.
        WatermarkStrategy<Judgement> watermarks = WatermarkStrategy.<Judgement>forMonotonousTimestamps()
                .withTimestampAssigner((judgement, ingested) -> judgement.timeMillis);
        WindowAssigner<Object, TimeWindow> windows =
                sliding ? SlidingEventTimeWindows.of(MINUTE, SLICE) : TumblingEventTimeWindows.of(SLICE);
        environment
                .fromSource(source, watermarks, "observations")
                .keyBy(judgement -> judgement.slo)
                .window(windows)
                .aggregate(new Counting())
                .map(new Totals())
                .sinkTo(new DiscardingSink<>());
        JobExecutionResult result =
                cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
        return result.getAllAccumulatorResults();
    }
}
