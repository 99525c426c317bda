package slipstream.alerting.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import slipstream.alerting.desk.AlertDesk;
import slipstream.contract.health.Health;
import slipstream.contract.listen.ListenAddress;

/**
 * The HTTP server of alerting. Connections, headers, bodies, idle times and threads are bounded. Thread-safe; started and
 * closed once.
 */
public final class ApiServer implements AutoCloseable {
    /** Alertmanager's port, so that Prometheus and amtool need not be told another. */
    public static final int DEFAULT_PORT = 9093;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_THREADS = 32;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ListenAddress address;
    private final Server server;
    private final ServerConnector connector;

    /**
     * What the server needs to know of the process it runs in.
     *
     * @param externalUrl where people find this server
     * @param version of Slipstream
     * @param health of the process
     * @param reload reads the configuration again; throws with a reason when it cannot be used
     */
    public record Surroundings(
            String externalUrl,
            String version,
            Supplier<List<Health>> health,
            Runnable reload,
            InstantSource clock,
            MeterRegistry meters) {
        public Surroundings {
            Objects.requireNonNull(externalUrl, "externalUrl");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(health, "health");
            Objects.requireNonNull(reload, "reload");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(meters, "meters");
        }
    }

    /** The server of a desk; it does not listen yet. */
    public ApiServer(ListenAddress address, AlertDesk desk, Surroundings surroundings) {
        this(address, surroundings.externalUrl(), endpoints(desk, surroundings), surroundings.meters());
    }

    ApiServer(ListenAddress address, String externalUrl, List<Endpoint> endpoints, MeterRegistry meters) {
        this.address = address;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("alerting-api");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        TrustedHosts hosts =
                new TrustedHosts(address.host(), externalUrl, address.token().isPresent());
        server.setHandler(new Gate(new Endpoints(endpoints), address.token(), hosts, meters));
        server.setErrorHandler(new ServerRefusals());
    }

    private static List<Endpoint> endpoints(AlertDesk desk, Surroundings surroundings) {
        InstantSource clock = surroundings.clock();
        AlertsApi alerts = new AlertsApi(desk, clock);
        List<Endpoint> informed = new ArrayList<>(alerts.endpoints());
        informed.add(new GroupsApi(desk, clock).endpoint());
        informed.addAll(new SilencesApi(desk, clock).endpoints());
        informed.addAll(new IncidentsApi(desk, clock).endpoints());
        informed.addAll(new AckPages(desk, clock).endpoints());
        informed.add(new ChatApi(desk, clock).endpoint());
        List<Endpoint> all = new ArrayList<>();
        informed.forEach(endpoint -> all.add(endpoint.onlyWhen(desk::isReady)));
        all.add(alerts.intake());
        all.addAll(new OperationsApi(
                        desk, surroundings.health(), surroundings.reload(), clock.instant(), surroundings.version())
                .endpoints());
        return all;
    }

    /** @throws IOException when the address cannot be listened on */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException(
                    "alerting cannot listen on " + address.host() + ":" + address.port() + ": " + e.getMessage()
                            + "; stop the program that holds the port (an Alertmanager?) or set alerting.listen in"
                            + " slipstream.yml",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("the server of alerting does not start", e);
        }
    }

    /** The port it listens on, also when the address left the choice to the system. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the server of alerting did not stop cleanly", e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        return http;
    }
}
