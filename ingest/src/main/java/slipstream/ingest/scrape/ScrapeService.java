package slipstream.ingest.scrape;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.ItemBatch;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/**
 * Scrapes the exporters, each at its own rate and place within the interval. Besides the named series each scrape gives the sample {@code up}: 1 when it
 * answered, 0 when not. A sample that Kafka does not take is given up: the next one comes soon.
 */
public final class ScrapeService implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeService.class);
    private static final String ENTRY = "scrape";

    /** More than any sane exporter says. */
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    /** A sequence is the time of the scrape in milliseconds and the place of the sample: up to a million to a scrape. */
    private static final int INDEX_BITS = 20;

    private static final int THREADS = 4;
    private static final long CLOSE_SECONDS = 12;
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4";

    private final ScrapeSettings settings;
    private final SourceContext context;

    /** With a connection for each scrape: one that the exporter has closed meanwhile would look as if it were not up. */
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private final ScheduledExecutorService threads;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    ScrapeService(ScrapeSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.threads = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "scrape");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        for (ScrapeTarget target : settings.targets()) {
            Turn turn = new Turn(target);
            long period = target.interval().toMillis();
            long offset = Math.floorMod(
                    target.url().hashCode(),
                    Math.min(period, Duration.ofSeconds(5).toMillis()));
            var unused = threads.scheduleAtFixedRate(turn, offset, period, TimeUnit.MILLISECONDS);
        }
    }

    /** The scraping of one target. */
    private final class Turn implements Runnable {
        private final ScrapeTarget target;
        private final Scrape scrape;
        private final OkHttpClient patience;
        private long lastSequence;

        Turn(ScrapeTarget target) {
            this.target = target;
            this.scrape = new Scrape(target, settings.rules());
            this.patience = client.newBuilder().callTimeout(target.timeout()).build();
        }

        @Override
        public void run() {
            try {
                long now = context.clock().millis();
                lastSequence = Math.max(lastSequence, now << INDEX_BITS);
                ItemBatch items = new ItemBatch(ENTRY, target.source(), lastSequence);
                boolean answered = fetch(now, items);
                items.accept(new ResourceSample(
                        items.nextOrigin(), now, target.service(), "up", answered ? 1 : 0, 1, upLabels()));
                lastSequence = items.lastSequence();
                var unused = items.publish(context.sink()).whenComplete((done, failure) -> {
                    if (failure != null) {
                        troubles.put(target.url(), "Kafka did not take the samples: " + failure.getMessage());
                    }
                });
            } catch (RuntimeException e) {
                troubles.put(target.url(), "scraping has ended: " + e);
                LOG.error("scraping {} has ended", target.url(), e);
                throw e;
            }
        }

        private Map<String, String> upLabels() {
            Map<String, String> labels = new HashMap<>(target.labels());
            labels.put("job", target.job());
            labels.put("instance", target.instance());
            return labels;
        }

        private boolean fetch(long now, ItemBatch items) {
            Request request = new Request.Builder()
                    .url(target.url())
                    .header("Accept", ACCEPT)
                    .build();
            try (Response response = patience.newCall(request).execute()) {
                if (response.code() != 200) {
                    troubles.put(target.url(), "answered with status " + response.code());
                    return false;
                }
                scrape.read(text(response.body()), now, items);
                troubles.remove(target.url());
                return true;
            } catch (IOException e) {
                troubles.put(target.url(), "did not answer: " + e.getMessage());
                return false;
            }
        }

        private String text(ResponseBody body) throws IOException {
            Buffer read = new Buffer();
            while (read.size() <= MAX_BYTES && body.source().read(read, 64 * 1024) >= 0) {
                // Reads on to the end or the bound.
            }
            if (read.size() > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return read.readUtf8();
        }
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>();
        for (ScrapeTarget target : settings.targets()) {
            String trouble = troubles.getOrDefault(target.url(), "");
            all.add(new Health(
                    "scrape " + target.url(),
                    trouble.startsWith("scraping has ended") ? Health.State.DOWN : Health.State.UP,
                    trouble.isEmpty() ? "is scraped" : trouble));
        }
        return all;
    }

    @Override
    public void stop() {
        threads.shutdown();
    }

    @Override
    public void close() {
        stop();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        client.connectionPool().evictAll();
    }
}
