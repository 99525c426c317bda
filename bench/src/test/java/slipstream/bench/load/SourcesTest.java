package slipstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class SourcesTest {
    @Test
    void everyPartitionHasAsManySources() {
        Map<Integer, Long> perPartition = Sources.names().stream()
                .collect(Collectors.groupingBy(SourcesTest::partitionOf, Collectors.counting()));

        assertThat(perPartition).containsOnly(Map.entry(0, 4L), Map.entry(1, 4L), Map.entry(2, 4L), Map.entry(3, 4L));
    }

    @Test
    void sourceOfAPartitionGoesThere() {
        assertThat(partitionOf(Sources.in(2, "marker-"))).isEqualTo(2);
    }

    private static int partitionOf(String source) {
        return BuiltInPartitioner.partitionForKey(source.getBytes(StandardCharsets.UTF_8), 4);
    }
}
