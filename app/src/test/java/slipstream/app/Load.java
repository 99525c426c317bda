package slipstream.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A steady load, as well-behaved senders give it: lines into a file, and bodies over HTTP, of which each is sent again until it is taken,
 * before the next one of its source. What a sender could not send in its time he leaves out, so the load never grows.
 */
final class Load implements AutoCloseable {
    private static final int BODIES_PER_SECOND = 20;

    /** Each has a source of its own, and waits for its own answers only. */
    private static final int CLIENTS = 20;

    private final int perSecond;
    private final BufferedWriter file;
    private final InstantSource clock = InstantSource.system();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2 + CLIENTS);
    private final Map<String, AtomicLong> taken = new ConcurrentHashMap<>();
    private final Set<Integer> others = ConcurrentHashMap.newKeySet();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    Load(Path path, int perSecond) {
        this.perSecond = perSecond;
        try {
            this.file = Files.newBufferedWriter(path, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(int port) {
        URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/observations");
        timer.scheduleAtFixedRate(this::writeLines, 0, 100, TimeUnit.MILLISECONDS);
        for (int client = 0; client < CLIENTS; client++) {
            String source = "client-" + client;
            taken.put(source, new AtomicLong());
            timer.scheduleAtFixedRate(
                    () -> send(address, source),
                    client * 1000L / CLIENTS,
                    1000L * CLIENTS / BODIES_PER_SECOND,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void writeLines() {
        if (ended.get()) {
            return;
        }
        try {
            for (int i = 0; i < perSecond / 10; i++) {
                file.write("{\"time\":" + clock.millis() + ",\"status\":200,\"number\":\"" + lines.incrementAndGet()
                        + "\"}\n");
            }
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the next body of a source, or the same as before if that was not taken. */
    private void send(URI address, String source) {
        if (ended.get()) {
            return;
        }
        long first = taken.get(source).get() + 1;
        int count = perSecond / BODIES_PER_SECOND;
        StringBuilder body = new StringBuilder();
        for (long sequence = first; sequence < first + count; sequence++) {
            body.append("{\"time\":")
                    .append(clock.millis())
                    .append(",\"service\":\"shop\",\"status\":200,\"source\":\"");
            body.append(source).append("\",\"sequence\":").append(sequence).append("}\n");
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                taken.get(source).addAndGet(count);
            } else if (status == 503 || status == 408) {
                // 408: the connection was silent for ten seconds, and was closed in the moment in which it was used
                // again.
                refused.incrementAndGet();
            } else {
                others.add(status);
            }
        } catch (IOException e) {
            // A connection that was closed while it was used: nothing is acknowledged, so the same body comes again.
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Observations that were answered with 200. */
    long acknowledged() {
        return taken.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Source to the last sequence that was answered with 200. */
    Map<String, Long> acknowledgedBySource() {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        taken.forEach((source, count) -> counts.put(source, count.get()));
        return counts;
    }

    /** Bodies that were not taken: answered with 503, or on a connection that was closed meanwhile. */
    long refused() {
        return refused.get();
    }

    /** Statuses that are neither of the two. */
    Set<Integer> otherAnswers() {
        return others;
    }

    /** Lines that were written. */
    long lines() {
        return lines.get();
    }

    /** Begins nothing more, and waits for what has begun. */
    void end() throws InterruptedException {
        ended.set(true);
        timer.shutdown();
        if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a sender waits for its answer for half a minute");
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        file.close();
    }
}
