package slipstream.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The product's own embedded broker, on any free port, with its data in a temporary folder that goes with it. */
record EmbeddedTestCluster(EmbeddedBroker broker, Path folder) implements TestCluster {
    static EmbeddedTestCluster start() {
        try {
            Path folder = Files.createTempDirectory("slipstream-test-kafka");
            return new EmbeddedTestCluster(EmbeddedBroker.start(folder, 0), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
