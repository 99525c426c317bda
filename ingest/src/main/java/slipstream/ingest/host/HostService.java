package slipstream.ingest.host;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.ItemBatch;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** Looks at this process and its host at a fixed rate. A sample that Kafka does not take is given up: the next one comes soon. */
public final class HostService implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(HostService.class);
    private static final String ENTRY = "host";
    private static final int INDEX_BITS = 8;
    private static final long CLOSE_SECONDS = 5;

    private final HostSettings settings;
    private final SourceContext context;
    private final HostReader reader;
    private final String source;
    private final ScheduledExecutorService thread;
    private volatile String trouble = "";
    private volatile String death = "";

    HostService(HostSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.reader = new HostReader(Path.of("/proc/meminfo"), context.dataFolder());
        // Two processes on one host have two folders.
        this.source = "host:" + context.dataFolder().toAbsolutePath();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "host");
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void start() {
        var unused =
                thread.scheduleAtFixedRate(this::look, 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            long now = context.clock().millis();
            ItemBatch items = new ItemBatch(ENTRY, source, now << INDEX_BITS);
            for (Reading reading : reader.read()) {
                items.accept(new ResourceSample(
                        items.nextOrigin(),
                        now,
                        settings.service(),
                        reading.resource(),
                        reading.value(),
                        reading.limit(),
                        settings.labels()));
            }
            var unused = items.publish(context.sink())
                    .whenComplete((done, failure) ->
                            trouble = failure == null ? "" : "Kafka did not take the samples: " + failure.getMessage());
        } catch (RuntimeException e) {
            death = e.toString();
            LOG.error("looking at this host has ended", e);
            throw e;
        }
    }

    @Override
    public List<Health> health() {
        if (!death.isEmpty()) {
            return List.of(new Health("host", Health.State.DOWN, "looking at this host has ended: " + death));
        }
        return List.of(new Health("host", Health.State.UP, trouble.isEmpty() ? "is looked at" : trouble));
    }

    @Override
    public void stop() {
        thread.shutdown();
    }

    @Override
    public void close() {
        stop();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
