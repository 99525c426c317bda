package slipstream.streams.query;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.contract.listen.ListenAddress;

/**
 * The HTTP server of a process: the query API with the page, or health and metrics alone.
 *
 * <p>Connections, header sizes, idle times, threads and listeners are bounded. It reads only; there is no request that
 * changes anything.
 */
public final class QueryServer implements AutoCloseable {
    /** Listeners of {@code /api/v1/events} now. */
    static final String LISTENERS = "slipstream.query.listeners";

    /** A name may have 10 KiB, which is 30 KiB when every byte is percent-encoded. */
    static final int MAX_HEADER_BYTES = 40 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);
    private static final int MAX_CONNECTIONS = 1024;
    private static final int MAX_THREADS = 32;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ListenAddress address;
    private final Server server;
    private final ServerConnector connector;
    private final Optional<ChangeFeed> feed;

    /** The whole: API, page, health and metrics. */
    public QueryServer(
            ListenAddress address,
            StatusView view,
            SliceReader slices,
            Supplier<List<Health>> health,
            PrometheusMeterRegistry registry,
            InstantSource wall,
            SloCatalogue catalogue) {
        this(
                address,
                view,
                slices,
                health,
                registry,
                wall,
                catalogue,
                new ChangeFeed(view, ChangeFeed.INTERVAL, ChangeFeed.HEARTBEAT, ChangeFeed.MAX_LISTENERS));
    }

    QueryServer(
            ListenAddress address,
            StatusView view,
            SliceReader slices,
            Supplier<List<Health>> health,
            PrometheusMeterRegistry registry,
            InstantSource wall,
            SloCatalogue catalogue,
            ChangeFeed feed) {
        this(address, registry, everything(view, slices, health, registry, wall, catalogue, feed), Optional.of(feed));
        Gauge.builder(LISTENERS, feed, ChangeFeed::listeners)
                .description("Browsers and programs that listen for changes")
                .register(registry);
    }

    private QueryServer(
            ListenAddress address,
            PrometheusMeterRegistry registry,
            List<Resource> resources,
            Optional<ChangeFeed> feed) {
        this.address = address;
        this.feed = feed;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("query");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.setHandler(new Gate(new Routes(resources), address.token(), registry));
        server.setErrorHandler(new ServerRefusals());
    }

    /** Health and metrics alone, for a process without the stream job. */
    public static QueryServer forRole(
            ListenAddress address, Supplier<List<Health>> health, PrometheusMeterRegistry registry) {
        return new QueryServer(address, registry, operations(health, registry), Optional.empty());
    }

    private static List<Resource> everything(
            StatusView view,
            SliceReader slices,
            Supplier<List<Health>> health,
            PrometheusMeterRegistry registry,
            InstantSource wall,
            SloCatalogue catalogue,
            ChangeFeed feed) {
        Slos slos = new Slos(catalogue, view);
        List<Resource> resources = new ArrayList<>(List.of(
                new SloListResource(slos, view, wall),
                new SloResource(slos, view, wall),
                new SlicesResource(slos, slices, wall),
                new RulesResource(catalogue, view, wall),
                new AlertsResource(view, wall),
                new ChangesResource(slices, wall),
                new EventsResource(feed)));
        resources.addAll(operations(health, registry));
        resources.addAll(PageResource.all());
        return resources;
    }

    private static List<Resource> operations(Supplier<List<Health>> health, PrometheusMeterRegistry registry) {
        return List.of(HealthResource.live(health), HealthResource.ready(health), new MetricsResource(registry));
    }

    /** @throws IOException when the address cannot be listened on */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + address.host() + ":" + address.port() + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the query server does not start", e);
        }
    }

    /** The port it listens on, also when the address left the choice to the system. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        feed.ifPresent(ChangeFeed::close);
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the query server did not stop cleanly", e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // Segments are parted before they are decoded and no path names a file, so a name may hold a slash or a percent
        // sign.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "names-of-slos",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
        return http;
    }
}
