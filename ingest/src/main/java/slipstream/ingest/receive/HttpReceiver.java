package slipstream.ingest.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.Source;

/** Takes observations over HTTP: {@code POST /api/v1/observations}. Thread-safe; started and closed once. */
public final class HttpReceiver implements Source {
    private static final Logger log = LoggerFactory.getLogger(HttpReceiver.class);

    private static final String PART = "http receiver";
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int SERVER_THREADS = 8;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ReceiverSettings settings;
    private final ReceiverJournal journal;
    private final ThreadPoolExecutor workers;
    private final Server server;
    private final ServerConnector connector;
    private volatile boolean closed;

    /** @param bounds which event times are believed */
    public HttpReceiver(
            ReceiverSettings settings,
            ObservationSink sink,
            TimeBounds bounds,
            InstantSource clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.journal = new ReceiverJournal(metrics);
        ReceiverLimits limits = settings.limits();
        this.workers = workers(limits);
        this.server = new Server(serverThreads());
        this.connector = connector(server, settings);
        BodyBudget budget = new BodyBudget(limits.bufferedBytes());
        Gauge.builder("slipstream.receiver.buffered.bytes", budget, BodyBudget::usedBytes)
                .description("Bytes of bodies in memory, complete or not")
                .register(metrics);
        ReceiverLanes lanes = new ReceiverLanes(limits.workers(), sink, new ObservationCodec(bounds), clock);
        server.setHandler(new GracefulHandler(new ReceiveHandler(settings, budget, workers, lanes, journal)));
        server.setErrorHandler(new JsonErrors(journal));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }

    private static ThreadPoolExecutor workers(ReceiverLimits limits) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                limits.workers(),
                limits.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waiting()),
                task -> {
                    Thread thread = new Thread(task, "http-receiver-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The queue needs no bound of its own: a connection has at most a few tasks, and connections are bounded. */
    private static QueuedThreadPool serverThreads() {
        QueuedThreadPool threads = new QueuedThreadPool(SERVER_THREADS, 2, 30_000);
        threads.setName("http-receiver");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, ReceiverSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        // The one path is compared as it was sent, so no odd spelling of it can mean it; such a request is a plain 404.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.listen().host());
        connector.setPort(settings.listen().port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        return connector;
    }

    /** @throws UncheckedIOException when the address cannot be listened on */
    @Override
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            workers.shutdown();
            throw new UncheckedIOException(
                    "cannot listen on " + address(settings.listen().port()) + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP receiver does not start", e);
        }
        log.info("Receiving observations on http://{}{}", address(port()), Door.PATH);
    }

    /** The port that is listened on; differs from the settings when they say 0. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public List<Health> health() {
        if (closed || !connector.isRunning()) {
            Health.State state = connector.isFailed() ? Health.State.DOWN : Health.State.WAITING;
            return List.of(new Health(PART, state, closed ? "has ended" : "is not listening"));
        }
        return List.of(journal.trouble()
                .map(trouble -> new Health(PART, Health.State.WAITING, trouble + "; clients are told to send it again"))
                .orElseGet(() -> new Health(PART, Health.State.UP, "listening on " + address(port()))));
    }

    /** Takes no more connections, answers what has come in, and ends; after five seconds without what is left. */
    @Override
    public void close() {
        closed = true;
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The HTTP receiver was stopped before all requests were answered", e);
        }
        workers.shutdownNow();
    }

    private String address(int port) {
        String host = settings.listen().host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
