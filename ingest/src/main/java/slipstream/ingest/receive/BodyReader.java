package slipstream.ingest.receive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RefusedException;

/**
 * Collects the body of a request as it arrives, without a thread that waits. It ends early when the body grows too long, when
 * it takes too long, or when all bodies together fill the memory that is set aside for them.
 */
final class BodyReader implements Runnable {
    private final Request request;
    private final int maxBytes;
    private final Duration time;
    private final BodyBudget budget;
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final long startNanos = System.nanoTime();

    private BodyReader(Request request, int maxBytes, Duration time, BodyBudget budget) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.time = time;
        this.budget = budget;
    }

    /**
     * Begins to read. The bytes of a complete body stay taken from the budget, and the receiver of the body gives them back.
     *
     * @param time how long the whole body may take to arrive
     * @return fails with {@link RefusedException} when the body is not taken, or with the failure of the connection
     */
    static CompletableFuture<byte[]> read(Request request, int maxBytes, Duration time, BodyBudget budget) {
        BodyReader reader = new BodyReader(request, maxBytes, time, budget);
        reader.run();
        return reader.done;
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
                fail(failure(chunk.getFailure()));
                return;
            }
            boolean last = chunk.isLast();
            boolean taken = take(chunk.getByteBuffer());
            chunk.release();
            if (!taken) {
                return;
            }
            if (last) {
                done.complete(collected.toByteArray());
                return;
            }
        }
    }

    private boolean take(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (collected.size() + length > maxBytes) {
            fail(new RefusedException(tooLong(maxBytes, OptionalLong.empty())));
        } else if (System.nanoTime() - startNanos > time.toNanos()) {
            fail(tooSlow());
        } else if (!budget.take(length)) {
            fail(new RefusedException(
                    Refusal.tryAgain("busy", "more arrives than can be held in memory; try again in a moment")));
        } else {
            byte[] copy = new byte[length];
            bytes.get(copy);
            collected.write(copy, 0, length);
            return true;
        }
        return false;
    }

    static Refusal tooLong(int maxBytes, OptionalLong got) {
        return Refusal.tooMuch("body_too_large", "the body is longer than is taken; send it in parts", maxBytes, got);
    }

    private Throwable failure(Throwable cause) {
        return cause instanceof TimeoutException ? tooSlow() : cause;
    }

    private RefusedException tooSlow() {
        return new RefusedException(
                Refusal.of(408, "too_slow", "the body did not arrive within " + time.toMillis() + " ms"));
    }

    private void fail(Throwable why) {
        budget.giveBack(collected.size());
        done.completeExceptionally(why);
    }
}
