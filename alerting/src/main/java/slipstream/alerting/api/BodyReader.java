package slipstream.alerting.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Collects the body of a request as it arrives, without a thread that waits; bounded in bytes and in time. Used once. */
final class BodyReader implements Runnable {
    /** A post of Prometheus has at most 256 alerts, of which each may have 16 KiB then. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** More than is taken is still read to its end, up to here, since most clients see no answer before they have sent everything. */
    private static final long MAX_DRAINED_BYTES = 16L * MAX_BYTES;

    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final Request request;
    private final Then then;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final long startNanos = System.nanoTime();
    private long receivedBytes;

    private BodyReader(Request request, Then then) {
        this.request = request;
        this.then = then;
    }

    /** What happens when the reading is over; called once. */
    interface Then {
        void complete(byte[] body);

        /** With a {@link Refusal} when the body is not taken, or with the failure of the connection. */
        void failed(Throwable why);
    }

    /** Begins to read. */
    static void read(Request request, Then then) {
        if (request.getLength() > MAX_DRAINED_BYTES) {
            then.failed(tooLarge());
        } else {
            new BodyReader(request, then).run();
        }
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                Throwable failure = chunk.getFailure();
                then.failed(failure instanceof TimeoutException ? tooSlow() : failure);
                return;
            }
            boolean last = chunk.isLast();
            boolean taken = take(chunk.getByteBuffer());
            chunk.release();
            if (!taken) {
                return;
            }
            if (last) {
                end();
                return;
            }
        }
    }

    private boolean take(ByteBuffer bytes) {
        receivedBytes += bytes.remaining();
        if (receivedBytes > MAX_DRAINED_BYTES) {
            then.failed(tooLarge());
            return false;
        }
        if (System.nanoTime() - startNanos > MAX_TIME.toNanos()) {
            then.failed(tooSlow());
            return false;
        }
        if (receivedBytes <= MAX_BYTES) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            collected.writeBytes(copy);
        }
        return true;
    }

    private void end() {
        if (receivedBytes > MAX_BYTES) {
            then.failed(tooLarge());
        } else {
            then.complete(collected.toByteArray());
        }
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                413, "body_too_large", "a body may have at most " + MAX_BYTES + " bytes; send it in several requests");
    }

    private static Refusal tooSlow() {
        return Refusal.of(408, "too_slow", "the body did not arrive within " + MAX_TIME.toSeconds() + " s");
    }
}
