package slipstream.ingest.receive;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
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
import slipstream.contract.health.Health;
import slipstream.ingest.door.Door;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** An HTTP server with the doors that its settings name. Thread-safe; started and closed once. */
public final class HttpReceiver implements Source {
    private static final Logger log = LoggerFactory.getLogger(HttpReceiver.class);

    private static final int HEADER_BYTES = 16 * 1024;
    private static final int SERVER_THREADS = 8;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ReceiverSettings settings;
    private final List<Door> doors = new ArrayList<>();
    private final ReceiverJournal journal;
    private final ThreadPoolExecutor workers;
    private final Server server;
    private final ServerConnector connector;
    private volatile boolean closed;

    public HttpReceiver(ReceiverSettings settings, SourceContext context) {
        this.settings = settings;
        this.journal = new ReceiverJournal(context.metrics());
        ReceiverLimits limits = settings.limits();
        String prefix = ReceiverLanes.newPrefix(settings.name(), context.clock());
        settings.doors().forEach(door -> doors.add(door.open(context, prefix)));
        this.workers = workers(settings.name(), limits);
        this.server = new Server(serverThreads(settings.name()));
        this.connector = connector(server, settings);
        BodyBudget budget = new BodyBudget(limits.bufferedBytes());
        Gauge.builder("slipstream.receiver.buffered.bytes", budget, BodyBudget::usedBytes)
                .description("Bytes of bodies in memory, complete or not")
                .tag("receiver", settings.name())
                .register(context.metrics());
        ReceiverLanes lanes = new ReceiverLanes(limits.workers(), context.sink(), prefix, settings.newRoutes());
        Porter porter = new Porter(settings.listen(), limits.bodyBytes(), doors);
        server.setHandler(new GracefulHandler(new ReceiveHandler(limits, porter, budget, workers, lanes, journal)));
        server.setErrorHandler(new JsonErrors(journal));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }

    private static ThreadPoolExecutor workers(String name, ReceiverLimits limits) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                limits.workers(),
                limits.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waiting()),
                task -> {
                    Thread thread = new Thread(task, name + "-receiver-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The queue needs no bound of its own: a connection has at most a few tasks, and connections are bounded. */
    private static QueuedThreadPool serverThreads(String name) {
        QueuedThreadPool threads = new QueuedThreadPool(SERVER_THREADS, 2, 30_000);
        threads.setName(name + "-receiver");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, ReceiverSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        // Paths are compared as they were sent, so no odd spelling of one can mean it; such a request is a plain 404.
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
            doors.forEach(Door::start);
            server.start();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(
                    "cannot listen on " + address(settings.listen().port()) + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the receiver " + settings.name() + " does not start", e);
        }
        log.info(
                "Receiving on http://{} at {}",
                address(port()),
                doors.stream().map(Door::path).toList());
    }

    /** The port that is listened on; differs from the settings when they say 0. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What it is called, as in the settings: {@code http} or {@code otlp}. */
    public String name() {
        return settings.name();
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>();
        all.add(own());
        doors.forEach(door -> all.addAll(door.health()));
        return all;
    }

    private Health own() {
        String part = settings.name() + " receiver";
        if (closed || !connector.isRunning()) {
            Health.State state = connector.isFailed() ? Health.State.DOWN : Health.State.WAITING;
            return new Health(part, state, closed ? "has ended" : "is not listening");
        }
        Health.State troubled = journal.isMisconfigured() ? Health.State.DOWN : Health.State.WAITING;
        return journal.trouble()
                .map(trouble -> new Health(part, troubled, trouble + "; clients are told to send it again"))
                .orElseGet(() -> new Health(part, Health.State.UP, "listening on " + address(port())));
    }

    /** Takes no more connections, answers what has come in, and ends; after five seconds without what is left. */
    @Override
    public void close() {
        closed = true;
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The receiver {} was stopped before all requests were answered", settings.name(), e);
        }
        workers.shutdownNow();
        doors.forEach(Door::close);
    }

    private String address(int port) {
        String host = settings.listen().host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
