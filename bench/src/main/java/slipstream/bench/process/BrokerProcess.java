package slipstream.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import slipstream.app.EmbeddedBroker;

/** The product's embedded broker in a JVM of its own, so that its work is in nobody's figures. */
public final class BrokerProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx1g", "-Xms256m");
    private static final String READY = "ready ";

    private final JavaProcess process;
    private final String bootstrapServers;

    private BrokerProcess(JavaProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Returns when the broker is ready.
     *
     * @param folder for its data
     * @param scratch for its temporary files
     */
    public static BrokerProcess start(Path folder, Path scratch) throws IOException {
        JavaProcess process =
                JavaProcess.start("the broker", scratch, OPTIONS, BrokerProcess.class, List.of(folder.toString()));
        String line = process.hear();
        if (!line.startsWith(READY)) {
            process.close();
            throw new IOException("the broker's process said '" + line + "' instead of being ready");
        }
        return new BrokerProcess(process, line.substring(READY.length()));
    }

    /** What a Kafka client is given to find it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs until its input ends, which it does with the process that started it. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0)) {
            System.out.println(READY + broker.bootstrapServers());
            int said = System.in.read();
            if (said >= 0) {
                throw new IOException("nothing is expected on the input");
            }
        }
    }
}
