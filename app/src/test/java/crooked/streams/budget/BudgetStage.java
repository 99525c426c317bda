package crooked.streams.budget;

import org.apache.kafka.common.TopicPartition;

/** Allowed: plumbing by its name, and so is what it holds. */
final class BudgetStage {
    /** Allowed because of the class around it. */
    record Held(TopicPartition partition) {}
}
