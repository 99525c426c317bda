package slipstream.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;
import slipstream.bench.flame.FlameGraph;
import slipstream.bench.latency.LatencyBench;
import slipstream.bench.peer.FlinkBench;
import slipstream.bench.peer.PrometheusBench;
import slipstream.bench.query.Queries;
import slipstream.bench.query.Restore;
import slipstream.bench.scale.ScaleBench;
import slipstream.bench.single.AccessLogBench;
import slipstream.bench.single.BrokerReadyBench;
import slipstream.bench.throughput.ThroughputBench;
import slipstream.bench.throughput.ThroughputOptions;

/** The benchmarks' command line. */
@Command(
        name = "slipstream bench",
        description =
                "Measures the whole pipeline against a plain reader of the same topic, on a broker of its own, and verifies every count.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InnerBench.class,
            LatencyBench.class,
            ScaleBench.class,
            Queries.class,
            Restore.class,
            PrometheusBench.class,
            FlinkBench.class,
            BrokerReadyBench.class,
            AccessLogBench.class,
            FlameGraph.class
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private ThroughputOptions options;

    private BenchCommand() {}

    /** Runs a benchmark: exit code 0 when every count was right, 1 when not, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        options.check(spec.commandLine());
        return new ThroughputBench(options, System.out).run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
