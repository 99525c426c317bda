package slipstream.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import slipstream.contract.document.Problems;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.IngestService;
import slipstream.ingest.IngestSettings;

/** The ingest role in a process of its own, so that it can be killed without warning. */
record IngestProcess(Process process) implements AutoCloseable {
    static IngestProcess start(String bootstrapServers, Path config, Path data) throws IOException {
        return new IngestProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestProcess.class.getName(),
                        bootstrapServers,
                        config.toString(),
                        data.toString())
                .redirectError(Redirect.INHERIT)
                .redirectOutput(Redirect.INHERIT)
                .start());
    }

    /** Runs until its input ends, which it does with the process that started it. */
    public static void main(String[] arguments) throws IOException {
        try (IngestService ingest = service(arguments[0], Path.of(arguments[1]), Path.of(arguments[2]))) {
            ingest.start();
            int end = System.in.read();
            if (end >= 0) {
                throw new IOException("nothing is expected on the input");
            }
        }
    }

    /** The ingest role by the settings of a folder. */
    static IngestService service(String bootstrapServers, Path config, Path data) {
        Problems problems = new Problems();
        IngestSettings settings = IngestSettings.read(config, problems);
        problems.throwIfErrors();
        return new IngestService(
                settings,
                Map.of("bootstrap.servers", bootstrapServers),
                data,
                TimeBounds.live(InstantSource.system()),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    /** Ends the process as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
