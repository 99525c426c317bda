package slipstream.app;

/** A Kafka for tests, from its start to its close. It has no topics of its own. */
interface TestCluster extends AutoCloseable {
    String bootstrapServers();

    @Override
    void close();
}
