package slipstream.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Asks Prometheus for its firing alerts, four times a second: it can only be asked, or tell an Alertmanager, which waits longer
 * ({@code group_wait}).
 */
final class PrometheusWatch implements AutoCloseable {
    private static final int EVERY_MILLIS = 250;

    private final PrometheusServer server;
    private final Sightings sightings;
    private final Thread thread = new Thread(this::watch, "prometheus-watch");

    private PrometheusWatch(PrometheusServer server, Sightings sightings) {
        this.server = server;
        this.sightings = sightings;
    }

    static PrometheusWatch start(PrometheusServer server, Sightings sightings) {
        PrometheusWatch watch = new PrometheusWatch(server, sightings);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                server.firingPages().forEach(sightings::see);
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
