package slipstream.alerting.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's Alertmanager on a free port of loopback, without a cluster. */
public record RealAlertmanager(Api api, Process process) implements AutoCloseable {
    /** Starts it, and waits until it answers; the test is skipped where it is not installed. */
    public static RealAlertmanager start(Path folder, String configuration) throws IOException {
        int port = DebianPeer.freePort();
        Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        Process process = DebianPeer.alertmanager()
                .start(
                        folder,
                        "--config.file=alertmanager.yml",
                        "--storage.path=data",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port);
        RealAlertmanager started = new RealAlertmanager(Api.at(port), process);
        await().atMost(Duration.ofSeconds(20)).until(started::isReady);
        return started;
    }

    private boolean isReady() {
        try {
            return api.get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
