package slipstream.bench.throughput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import slipstream.bench.load.Truth;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.topic.Topics;

/** Follows the budgets, committed ones only, until they tell the truth. */
final class BudgetWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    /** A job that has committed nothing for so long has come to its end, and to a wrong one. */
    private static final long SILENT_NANOS = Duration.ofSeconds(60).toNanos();

    private final KafkaConsumer<String, BudgetStatus> consumer;
    private final Map<String, BudgetStatus.Window> seen = new HashMap<>();

    BudgetWatch(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(
                settings,
                Topics.BUDGETS.key().deserializer(),
                Topics.BUDGETS.value().deserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.BUDGETS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.BUDGETS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns when every budget tells the truth, or nothing new has come for a minute: then with what is wrong. */
    List<String> awaitTruth(Truth truth) {
        long lastNews = System.nanoTime();
        int right = 0;
        while (right < truth.bySlo().size() && System.nanoTime() - lastNews < SILENT_NANOS) {
            boolean news = false;
            for (ConsumerRecord<String, BudgetStatus> record : consumer.poll(POLL)) {
                news = true;
                List<BudgetStatus.Window> windows = record.value().windows();
                // The last window is the budget's period.
                seen.put(record.value().slo(), windows.get(windows.size() - 1));
            }
            if (news) {
                lastNews = System.nanoTime();
                right = (int) truth.bySlo().entrySet().stream()
                        .filter(slo -> isRight(slo.getValue(), seen.get(slo.getKey())))
                        .count();
            }
        }
        return problems(truth);
    }

    private static boolean isRight(Truth.Counts truth, BudgetStatus.Window found) {
        return found == null
                ? truth.total() == 0
                : found.total() == truth.total() && found.bad() == truth.bad() && found.unjudged() == 0;
    }

    private List<String> problems(Truth truth) {
        List<String> problems = new ArrayList<>();
        truth.bySlo().forEach((slo, counts) -> {
            BudgetStatus.Window found = seen.get(slo);
            if (!isRight(counts, found)) {
                problems.add(
                        "budget of " + slo + ": " + (found == null ? "none" : found.bad() + " bad of " + found.total())
                                + " instead of " + counts.bad() + " of " + counts.total());
            }
        });
        return problems;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
