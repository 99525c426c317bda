package slipstream.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import slipstream.contract.topic.Topics;

/** Where observations come from: as many sources in each partition, so that no partition has more to do than another. */
public final class Sources {
    private static final int PER_PARTITION = 4;

    private Sources() {}

    /** The log files that requests come from. */
    static List<String> names() {
        int partitions = Topics.OBSERVATIONS.partitions();
        int[] found = new int[partitions];
        List<String> names = new ArrayList<>();
        for (int i = 0; names.size() < PER_PARTITION * partitions; i++) {
            String name = "nginx-%04x".formatted(i * 7919 & 0xffff);
            int partition = partitionOf(name, partitions);
            if (found[partition] < PER_PARTITION) {
                found[partition]++;
                names.add(name);
            }
        }
        return names;
    }

    /** A source whose observations go to a partition. */
    public static String in(int partition, String prefix) {
        int number = 0;
        while (partitionOf(prefix + number, Topics.OBSERVATIONS.partitions()) != partition) {
            number++;
        }
        return prefix + number;
    }

    /** Where Kafka's producer puts a record with this key. */
    private static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
