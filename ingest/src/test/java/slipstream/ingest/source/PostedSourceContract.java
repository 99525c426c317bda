package slipstream.ingest.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/** A source that others post to. It acknowledges by its answers: what is answered with less than 500 is taken, else it is sent again. */
public abstract class PostedSourceContract extends SourceContract {
    private static final int ITEMS_IN_A_BODY = 100;
    private static final long PAUSE_NANOS = 20_000_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService senders = Executors.newFixedThreadPool(4);
    private final AtomicLong acknowledged = new AtomicLong();
    private int bodies;

    /** Where it listens, once it is started. */
    protected abstract URI address();

    /** A request with so many items, without its address. Bodies are numbered from 1, so that a sender can name himself. */
    protected abstract HttpRequest.Builder request(int body, int good, int bad);

    @Override
    protected final void offer(int good, int bad) {
        int goodLeft = good;
        int badLeft = bad;
        while (goodLeft + badLeft > 0) {
            int goodNow = Math.min(goodLeft, ITEMS_IN_A_BODY);
            int badNow = Math.min(badLeft, ITEMS_IN_A_BODY - goodNow);
            HttpRequest request =
                    request(++bodies, goodNow, badNow).uri(address()).build();
            senders.execute(() -> send(request, goodNow + badNow));
            goodLeft -= goodNow;
            badLeft -= badNow;
        }
    }

    private void send(HttpRequest request, int items) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500) {
                    acknowledged.addAndGet(items);
                    return;
                }
            } catch (IOException e) {
                throw new IllegalStateException("the receiver does not answer", e);
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    protected final OptionalLong acknowledged() {
        return OptionalLong.of(acknowledged.get());
    }

    @AfterEach
    void stopSending() {
        senders.shutdownNow();
    }
}
