package slipstream.ingest.receive;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: the door, the body, a worker that decodes and publishes, Kafka's confirmation, the answer. No step
 * holds a thread of the server: each is called when the one before it is done.
 */
final class ReceiveHandler extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(ReceiveHandler.class);

    private final ReceiverLimits limits;
    private final Door door;
    private final BodyBudget budget;
    private final Executor workers;
    private final ReceiverLanes lanes;
    private final ReceiverJournal journal;

    ReceiveHandler(
            ReceiverSettings settings,
            BodyBudget budget,
            Executor workers,
            ReceiverLanes lanes,
            ReceiverJournal journal) {
        this.limits = settings.limits();
        this.door = new Door(settings);
        this.budget = budget;
        this.workers = workers;
        this.lanes = lanes;
        this.journal = journal;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Refusal> refusal = door.refuse(request);
        if (refusal.isPresent()) {
            answer(response, callback, Answer.of(refusal.get()));
            return true;
        }
        var unused = BodyReader.read(request, limits, budget)
                .thenCompose(body -> take(request, body))
                .exceptionally(this::answerTo)
                .thenAccept(answer -> answer(response, callback, answer))
                .exceptionally(problem -> {
                    callback.failed(cause(problem));
                    return null;
                });
        return true;
    }

    private CompletableFuture<Answer> take(Request request, byte[] body) {
        // From here on the client waits for Kafka, and silence on the connection is as it should be.
        request.addIdleTimeoutListener(silence -> false);
        BodyFormat format =
                BodyFormat.of(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElseThrow();
        String client = "client:" + Request.getRemoteAddr(request);
        long deadlineNanos = System.nanoTime() + limits.answer().toNanos();
        return CompletableFuture.completedFuture(body)
                .thenComposeAsync(bytes -> work(format, bytes, client, deadlineNanos), workers)
                .whenComplete((answer, problem) -> budget.giveBack(body.length))
                .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Answer> work(BodyFormat format, byte[] bytes, String client, long deadlineNanos) {
        Intake intake = lanes.take();
        try {
            Body body = Body.split(format, bytes, limits.items());
            return intake.take(body, bytes, client, deadlineNanos).thenApply(receipt -> {
                journal.confirmed();
                return Answer.of(receipt);
            });
        } catch (RefusedException e) {
            Answer refusal = Answer.of(e.refusal());
            if (!e.refusal().kept()) {
                return CompletableFuture.completedFuture(refusal);
            }
            return intake.reject(bytes, client, e.refusal().message()).thenApply(nothing -> refusal);
        } catch (NotTakenException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lanes.giveBack(intake);
        }
    }

    /** Whatever went wrong becomes an answer, unless there is nobody, or only the server itself, to give one. */
    private Answer answerTo(Throwable problem) {
        Throwable cause = cause(problem);
        if (cause instanceof RefusedException refused) {
            return Answer.of(refused.refusal());
        }
        if (cause instanceof TimeoutException || cause instanceof NotTakenException) {
            journal.notTaken(cause);
            return Answer.of(Refusal.tryAgain(
                    "not_confirmed", "Kafka has not confirmed what was sent; send the whole body again in a moment"));
        }
        if (cause instanceof RejectedExecutionException) {
            return Answer.of(Refusal.tryAgain("busy", "more arrives than can be handed on; try again in a moment"));
        }
        if (cause instanceof IOException || cause instanceof HttpException) {
            throw new CompletionException(cause);
        }
        log.error("A body could not be taken because of a defect", cause);
        return Answer.of(Refusal.of(500, "internal_error", "this is a defect of the receiver; its log says more"));
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }

    private void answer(Response response, Callback callback, Answer answer) {
        journal.answered(answer);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
        response.write(true, answer.bytes(), callback);
    }
}
