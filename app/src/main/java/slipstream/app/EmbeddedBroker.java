package slipstream.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker inside this process, for a small team or a first look: one node, loopback only, data kept in a folder across
 * restarts. The port may differ from one start to the next.
 *
 * <p>The classes it is made of are not Kafka's public API, so the version is pinned and {@code EmbeddedBrokerIT} starts, stops
 * and reopens it. Closing may be done from any thread, more than once.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String FORMATTED_MARK = "meta.properties";

    private final DataFolder folder;
    private final LoopbackPorts ports;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(DataFolder folder, LoopbackPorts ports, KafkaRaftServer server) {
        this.folder = folder;
        this.ports = ports;
        this.server = server;
    }

    /**
     * Starts a broker and returns when clients can use it.
     *
     * @param dataFolder where the data is kept; made when it is not there
     * @param port where clients connect, or 0 for any free port
     * @throws StartupException when the folder or the port cannot be had, saying which and why
     */
    public static EmbeddedBroker start(Path dataFolder, int port) {
        DataFolder folder = DataFolder.hold(dataFolder);
        try {
            LoopbackPorts ports = LoopbackPorts.find(port);
            formatWhenNew(folder.logs());
            explainHalts(folder);
            return new EmbeddedBroker(folder, ports, startServer(folder, ports));
        } catch (RuntimeException e) {
            Exit.resetHaltProcedure();
            folder.close();
            throw e;
        }
    }

    /** What a Kafka client is given to find this broker. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + ports.client();
    }

    /** Stops the broker in order and gives its folder back; what was written is there at the next start. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            Exit.resetHaltProcedure();
            folder.close();
        }
    }

    private static KafkaRaftServer startServer(DataFolder folder, LoopbackPorts ports) {
        KafkaConfig config = new KafkaConfig(BrokerSettings.of(folder.logs(), ports), false);
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return server;
        } catch (RuntimeException e) {
            if (server != null) {
                stopHalfStarted(server, e);
            }
            throw new StartupException(
                    "the embedded broker could not start on " + LoopbackPorts.HOST + ":" + ports.client()
                            + " with the data in " + folder.path() + ": " + StartupException.deepestMessage(e),
                    e);
        }
    }

    private static void stopHalfStarted(KafkaRaftServer server, RuntimeException because) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private static void formatWhenNew(Path logs) {
        // The mark is written last, so a format that was interrupted is simply done again.
        if (Files.exists(logs.resolve(FORMATTED_MARK))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(logs.toString())
                    .setDirectories(List.of(logs.toString()))
                    .run();
        } catch (Exception e) {
            throw new StartupException(
                    "the data folder " + logs + " could not be prepared: " + StartupException.deepestMessage(e), e);
        }
    }

    /**
     * A broker that cannot write its log ends the process at once, which is right: nothing may be acknowledged that is not
     * kept. Kafka says so in its own words only, so the likely cause is added. The procedure is one for the whole process.
     */
    private static void explainHalts(DataFolder folder) {
        Exit.setHaltProcedure((status, message) -> {
            log.error("the embedded broker has stopped this process: {}", folder.likelyCauseOfHalt());
            Runtime.getRuntime().halt(status);
        });
    }
}
