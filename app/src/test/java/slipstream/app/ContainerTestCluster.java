package slipstream.app;

import org.testcontainers.kafka.KafkaContainer;

/** Kafka as published in its image, one node. */
record ContainerTestCluster(KafkaContainer container) implements TestCluster {
    /** The same version as the client libraries, see the root pom. */
    private static final String IMAGE = "apache/kafka:4.3.1";

    static ContainerTestCluster start() {
        KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return new ContainerTestCluster(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
