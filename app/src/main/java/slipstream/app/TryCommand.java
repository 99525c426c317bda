package slipstream.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipstream.contract.listen.ListenAddress;
import slipstream.streams.slice.ClockMode;

/** The demo: everything in one process, with a sample shop that fails on a schedule. */
@Command(
        name = "try",
        description =
                "Runs everything in one process with a sample shop that fails on a schedule, and tells what happens.",
        mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    @Option(
            names = "--data",
            defaultValue = ".slipstream/try",
            paramLabel = "DIR",
            description = "Where its data goes; emptied at each start (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "The page's port (default: 8080, or any free one).")
    private Integer port;

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        long begun = System.nanoTime();
        emptyOwnFolder(data);
        Path config = data.resolve("config");
        copyConfiguration(config);
        InstantSource wall = InstantSource.system();
        SampleShop shop = new SampleShop(data.resolve("shop"), wall);
        shop.start();
        Pipeline pipeline = Pipeline.onEmbeddedBroker(
                Configuration.require(config),
                new Pipeline.Options(data, ClockMode.EVENT, ListenAddress.loopback(portToUse()), out, wall),
                0);
        pipeline.parts().add(shop);
        Narrator narrator = pipeline.parts().add(new Narrator(shop, pipeline.view(), out));
        out.println("Slipstream runs, ready in " + (System.nanoTime() - begun) / 1_000_000 + " ms.");
        out.println("  page    http://127.0.0.1:" + pipeline.queryPort() + "/");
        out.println("  alerts  http://127.0.0.1:" + pipeline.alertingPort() + "/  (answers as an Alertmanager)");
        out.println("  kafka   " + pipeline.bootstrapServers());
        out.println("  config  " + config + "  (the shop's SLOs and log sources)");
        out.println(
                "It reads three days of the sample shop's access logs, and then a minute of them each second. Wait for"
                        + " the checkout to fail; Ctrl-C ends it.");
        narrator.start();
        new Running(pipeline.parts()).untilStopped();
        return 0;
    }

    private int portToUse() {
        if (port != null) {
            return port == 0 ? anyFreePort() : port;
        }
        try (ServerSocket probe = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            return anyFreePort();
        }
    }

    /** A port of its own number, because the links in alerts carry it. */
    private static int anyFreePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no free port on loopback: " + e.getMessage(), e);
        }
    }

    private static void copyConfiguration(Path config) throws IOException {
        Files.createDirectories(config);
        for (String name : List.of("slos.yaml", "ingest.yml")) {
            try (InputStream file = TryCommand.class.getResourceAsStream("shop/" + name)) {
                Files.copy(file, config.resolve(name));
            }
        }
    }

    /** Each run begins anew. Only a folder that an earlier run made is emptied. */
    private static void emptyOwnFolder(Path folder) throws IOException {
        Path mark = folder.resolve("made-by-slipstream-try");
        if (Files.exists(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent() && !Files.exists(mark)) {
                    throw new StartupException(
                            folder + " has files that are not of an earlier try: name another folder" + " with --data");
                }
            }
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(TryCommand::delete);
            }
        }
        Files.createDirectories(folder);
        Files.createFile(mark);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
