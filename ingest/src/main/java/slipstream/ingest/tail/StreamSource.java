package slipstream.ingest.tail;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Standard input as a source: it is read in a thread of its own until it ends. */
final class StreamSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);
    private static final String PART = "stdin";
    private static final long SETTLE_SECONDS = 10;

    private final StreamReader reader;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String death = "";

    StreamSource(StdinSettings settings, InputStream in, SourceContext context) {
        this.reader = new StreamReader(settings, in, context.sink(), context.bounds());
        this.thread = new Thread(this::run, PART);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            reader.readToEnd();
        } catch (IOException e) {
            LOG.error("reading standard input has ended", e);
            death = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            death = e.toString();
            throw e;
        } finally {
            ended.countDown();
        }
    }

    @Override
    public List<Health> health() {
        if (!death.isEmpty()) {
            return List.of(new Health(PART, Health.State.DOWN, "reading has ended: " + death));
        }
        String failure = reader.failure();
        if (!failure.isEmpty()) {
            return List.of(new Health(
                    PART, Health.State.WAITING, "Kafka did not take the last lines, they are sent again: " + failure));
        }
        String well =
                ended.getCount() == 0 ? "read to the end" : reader.trouble().orElse("is read");
        return List.of(new Health(PART, reader.trouble().isEmpty() ? Health.State.UP : Health.State.WAITING, well));
    }

    @Override
    public void stop() {
        reader.stop();
    }

    /** Waits for what is on its way; a thread that waits for input is left behind, because nothing can wake it. */
    @Override
    public void close() {
        stop();
        try {
            if (thread.isAlive() && reader.isSending() && !ended.await(SETTLE_SECONDS, TimeUnit.SECONDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
