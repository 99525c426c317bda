package slipstream.app;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The alerting role as its command starts it, in a process of its own, so that it can be killed without warning. */
record AlertingProcess(Process process, int port) implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("alerting: API on http://127\\.0\\.0\\.1:(\\d+)/.*");

    /** Returns when the API listens, which is before it tells anybody. The folder says {@code alerting: {listen: "127.0.0.1:0"}}. */
    static AlertingProcess start(Path config, String bootstrapServers, String... javaOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(javaOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "alerting",
                "--config=" + config,
                "--bootstrap=" + bootstrapServers,
                "--kafka=group.instance.id=alerting-1",
                "--listen=127.0.0.1:0"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                drain(output);
                return new AlertingProcess(process, Integer.parseInt(ready.group(1)));
            }
            said.append(line).append('\n');
        }
        throw new IOException("alerting ended before it was ready: " + said);
    }

    private static void drain(BufferedReader output) {
        Thread drain = new Thread(
                () -> output.lines()
                        .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                        .forEach(line -> System.out.println("[alerting] " + line)),
                "alerting-output");
        drain.setDaemon(true);
        drain.setUncaughtExceptionHandler((thread, ended) -> {});
        drain.start();
    }

    /** Returns when it is the one that tells. */
    void awaitTelling() {
        Api api = new Api(port);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try {
                        return api.status("/api/v2/silences") == 200;
                    } catch (UncheckedIOException e) {
                        return false;
                    }
                });
    }

    /** Ends the process as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the process as a service manager does, with SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
