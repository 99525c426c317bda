package slipstream.bench.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import slipstream.bench.contender.Contender;
import slipstream.bench.contender.ContenderProcess;

/** A round is one run of the job, on a cluster in this JVM that runs as long as it does. */
public final class FlinkContender implements Contender {
    private final MiniCluster cluster;
    private final String bootstrapServers;
    private boolean sliding;
    private Map<String, Object> totals = Map.of();

    private FlinkContender(MiniCluster cluster, String bootstrapServers) {
        this.cluster = cluster;
        this.bootstrapServers = bootstrapServers;
    }

    /** Answers {@code FlinkBench} until the input ends. Argument: the cluster. */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        // Several such processes run side by side.
        configuration.set(RestOptions.BIND_PORT, "0");
        MiniClusterConfiguration settings = new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build();
        MiniCluster cluster = new MiniCluster(settings);
        try {
            cluster.start();
            ContenderProcess.answer(new FlinkContender(cluster, arguments[0]));
        } finally {
            cluster.close();
        }
    }

    @Override
    public void prepare(JsonNode arguments) {
        sliding = arguments.get("sliding").asBoolean();
    }

    @Override
    public void begin() throws Exception {
        totals = FlinkJob.run(cluster, bootstrapServers, sliding);
    }

    @Override
    public JsonNode evidence() {
        return new ObjectMapper().valueToTree(totals);
    }

    @Override
    public void end() {
        totals = Map.of();
    }
}
