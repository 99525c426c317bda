package crooked.contract.topic;

import org.apache.kafka.common.TopicPartition;

/** Allowed: topics are declared with Kafka's types. */
record Declared(TopicPartition partition) {}
