package slipstream.app;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An embedded broker on any free port that logs how long it took until clients could use it. */
record TimedBroker(EmbeddedBroker broker) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TimedBroker.class);

    static TimedBroker start(Path folder, String occasion) {
        long begin = System.nanoTime();
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        log.info("broker ready in {} ms ({})", took.toMillis(), occasion);
        return new TimedBroker(broker);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
