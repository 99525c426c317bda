package slipstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.Topics;
import slipstream.ingest.tail.TailReport;

/** What the commands that read lines into a cluster have in common: which cluster, which clock, and what they say at the end. */
final class ReadingOptions {
    @Option(
            names = "--clock",
            defaultValue = "live",
            paramLabel = "live|event",
            description = "event: also times long past, for old logs (default: ${DEFAULT-VALUE}).")
    private String clock = "live";

    @Option(
            names = "--bootstrap",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "The Kafka cluster (default: ${DEFAULT-VALUE}, which is what up starts).")
    private String bootstrap = "127.0.0.1:9092";

    /** Which event times are believed. */
    TimeBounds bounds() {
        return Pipeline.bounds(UpCommand.clockOf(clock), InstantSource.system());
    }

    /** How to reach the cluster; fails when it does not answer or has no observations topic. */
    Map<String, Object> kafka() {
        try (TopicAdmin topics = new TopicAdmin(bootstrap)) {
            topics.partitionsOf(Topics.OBSERVATIONS);
        }
        return Map.of("bootstrap.servers", bootstrap);
    }

    /** A command that ends has nobody who would scrape it. */
    static MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    static void print(TailReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d lines: %d accepted, %d dropped, %d dead%n",
                report.lines(),
                report.accepted(),
                report.dropped(),
                report.dead());
        report.deadByReason().forEach((reason, count) -> out.printf("  %s: %d%n", reason.word(), count));
    }
}
