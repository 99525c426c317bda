package slipstream.ingest.receive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Collects the body of a request as it arrives, without a thread that waits. It ends early when the body grows too long, when
 * it takes too long, or when all bodies together fill the memory that is set aside for them.
 */
final class BodyReader implements Runnable {
    private final Request request;
    private final ReceiverLimits limits;
    private final BodyBudget budget;
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final long startNanos = System.nanoTime();

    private BodyReader(Request request, ReceiverLimits limits, BodyBudget budget) {
        this.request = request;
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * Begins to read. The bytes of a complete body stay taken from the budget, and the receiver of the body gives them back.
     *
     * @return fails with {@link RefusedException} when the body is not taken, or with the failure of the connection
     */
    static CompletableFuture<byte[]> read(Request request, ReceiverLimits limits, BodyBudget budget) {
        BodyReader reader = new BodyReader(request, limits, budget);
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
        if (collected.size() + length > limits.bodyBytes()) {
            fail(new RefusedException(tooLong(limits, OptionalLong.empty())));
        } else if (System.nanoTime() - startNanos > limits.idle().toNanos()) {
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

    static Refusal tooLong(ReceiverLimits limits, OptionalLong got) {
        return Refusal.tooMuch(
                "body_too_large", "the body is longer than is taken; send it in parts", limits.bodyBytes(), got);
    }

    private Throwable failure(Throwable cause) {
        return cause instanceof TimeoutException ? tooSlow() : cause;
    }

    private RefusedException tooSlow() {
        return new RefusedException(Refusal.of(
                408,
                "too_slow",
                "the body did not arrive within " + limits.idle().toMillis() + " ms"));
    }

    private void fail(Throwable why) {
        budget.giveBack(collected.size());
        done.completeExceptionally(why);
    }
}
