package crooked.app;

import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** Allowed: Main wires, so it may read the wall clock, choose one, and know Kafka. */
public final class Main {
    private final Clock clock = Clock.systemUTC();

    boolean isLater(TopicPartition partition) {
        return Instant.now().isAfter(clock.instant()) && partition.partition() > 0;
    }
}
