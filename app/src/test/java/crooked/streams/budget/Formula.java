package crooked.streams.budget;

import crooked.alerting.AlertingRoot;
import crooked.streams.StreamsRoot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Breaks: a formula that knows Kafka, reads the wall clock, chooses a clock, knows another role and its own root. */
final class Formula {
    private final StreamsRoot root = new StreamsRoot();
    private final AlertingRoot alerting = new AlertingRoot();
    private final InstantSource clock = InstantSource.system();

    boolean burns(TopicPartition partition) {
        Supplier<Instant> wall = Instant::now;
        return System.nanoTime() > 0
                && wall.get().isAfter(clock.instant())
                && partition.topic().equals("" + root + alerting);
    }
}
