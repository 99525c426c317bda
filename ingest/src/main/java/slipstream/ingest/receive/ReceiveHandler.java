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
import slipstream.ingest.door.Answer;
import slipstream.ingest.door.AnswerForm;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.Gzip;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.line.Routes;

/**
 * The way of a request: the porter, the body, a worker that decodes and publishes, Kafka's confirmation, the answer. No step
 * holds a thread of the server: each is called when the one before it is done.
 */
final class ReceiveHandler extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(ReceiveHandler.class);

    /** What is read of a body that nobody wants. */
    private static final int MAX_UNWANTED_BYTES = 256 * 1024;

    private final ReceiverLimits limits;
    private final Porter porter;
    private final BodyBudget budget;
    private final Executor workers;
    private final ReceiverLanes lanes;
    private final ReceiverJournal journal;

    ReceiveHandler(
            ReceiverLimits limits,
            Porter porter,
            BodyBudget budget,
            Executor workers,
            ReceiverLanes lanes,
            ReceiverJournal journal) {
        this.limits = limits;
        this.porter = porter;
        this.budget = budget;
        this.workers = workers;
        this.lanes = lanes;
        this.journal = journal;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        RequestHead head = RequestHeads.of(request);
        Optional<Door> found = porter.door(head.path());
        if (found.isEmpty()) {
            turnAway(request, response, callback, Map.of(), Answer.of(porter.notFound()));
            return true;
        }
        Door door = found.get();
        Map<String, String> forBrowsers =
                door.origins().map(origins -> origins.headers(head)).orElse(Map.of());
        if (head.method().equals("OPTIONS") && door.origins().isPresent()) {
            turnAway(request, response, callback, forBrowsers, Answer.empty());
            return true;
        }
        Optional<Refusal> refusal =
                porter.refuse(door, head, request.getHttpURI().getQuery(), request.getLength());
        if (refusal.isPresent()) {
            turnAway(
                    request, response, callback, forBrowsers, door.answers(head).of(refusal.get()));
            return true;
        }
        var unused = BodyReader.read(request, porter.maxBodyBytes(door), limits.idle(), budget)
                .thenCompose(body -> take(door, head, request, body))
                .exceptionally(problem -> answerTo(door.answers(head), problem))
                .thenAccept(answer -> answer(response, callback, forBrowsers, answer))
                .exceptionally(problem -> {
                    callback.failed(cause(problem));
                    return null;
                });
        return true;
    }

    /** Answers somebody who may not come in. A short body is read first: left unread, it would end the connection, and the client's next request with it. */
    private void turnAway(
            Request request, Response response, Callback callback, Map<String, String> more, Answer answer) {
        long length = request.getLength();
        if (length <= 0 || length > MAX_UNWANTED_BYTES) {
            answer(response, callback, more, answer);
            return;
        }
        var unused = BodyReader.read(request, MAX_UNWANTED_BYTES, limits.idle(), budget)
                .whenComplete((body, problem) -> {
                    if (problem == null) {
                        budget.giveBack(body.length);
                    }
                    answer(response, callback, more, answer);
                });
    }

    private CompletableFuture<Answer> take(Door door, RequestHead head, Request request, byte[] body) {
        // From here on the client waits for Kafka, and silence on the connection is as it should be.
        request.addIdleTimeoutListener(silence -> false);
        long deadlineNanos = System.nanoTime() + limits.answer().toNanos();
        return CompletableFuture.completedFuture(body)
                .thenComposeAsync(bytes -> work(door, head, bytes, deadlineNanos), workers)
                .whenComplete((answer, problem) -> journal.ended(problem))
                .whenComplete((answer, problem) -> budget.giveBack(body.length))
                .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Answer> work(Door door, RequestHead head, byte[] bytes, long deadlineNanos) {
        Intake intake = lanes.take();
        try {
            Reading reading = door.open(head, bytes);
            return read(door, head, reading, intake, bytes, deadlineNanos)
                    .whenComplete((answer, problem) -> reading.ending().ended(problem == null));
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(door.answers(head).of(e.refusal()));
        } finally {
            lanes.giveBack(intake);
        }
    }

    private CompletableFuture<Answer> read(
            Door door, RequestHead head, Reading reading, Intake intake, byte[] bytes, long deadlineNanos) {
        AnswerForm form = door.answers(head);
        int inflated = 0;
        try {
            byte[] plain = bytes;
            if (Coding.isGzip(head)) {
                plain = inflate(door, bytes);
                inflated = plain.length;
            }
            return intake.take(reading.decoder(), door.entry(), plain, head.client(), deadlineNanos)
                    .thenApply(receipt -> {
                        journal.confirmed();
                        return receipt.overflowed() == 0
                                ? form.of(receipt)
                                : form.of(receipt).with("Warning", warning(receipt.overflowed()));
                    });
        } catch (RefusedException e) {
            Answer refusal = form.of(e.refusal());
            if (!e.refusal().kept()) {
                // Told as a problem, so that the door knows that nothing has been taken.
                return CompletableFuture.failedFuture(e);
            }
            return intake.reject(door.entry(), bytes, head.client(), e.refusal().message())
                    .thenApply(nothing -> refusal);
        } catch (NotTakenException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            budget.giveBack(inflated);
        }
    }

    /** RFC 7234, section 5.5: a warning of no particular kind, in quotes. */
    private static String warning(int overflowed) {
        return "199 slipstream \"" + overflowed + " routes are too many of their service and are counted as "
                + Routes.OVERFLOW + "\"";
    }

    private byte[] inflate(Door door, byte[] bytes) throws RefusedException {
        byte[] plain = Gzip.inflate(bytes, door.maxBodyBytes().orElse(Gzip.MAX_BYTES));
        if (!budget.take(plain.length)) {
            throw new RefusedException(
                    Refusal.tryAgain("busy", "more arrives than can be held in memory; try again in a moment"));
        }
        return plain;
    }

    /** Whatever went wrong becomes an answer, unless there is nobody, or only the server itself, to give one. */
    private Answer answerTo(AnswerForm form, Throwable problem) {
        Throwable cause = cause(problem);
        if (cause instanceof RefusedException refused) {
            return form.of(refused.refusal());
        }
        if (cause instanceof TimeoutException || cause instanceof NotTakenException) {
            journal.notTaken(cause);
            return form.of(
                    journal.isMisconfigured()
                            ? Refusal.of(
                                    500,
                                    "misconfigured",
                                    "Kafka does not take it, and will not before somebody changes a setting; the"
                                            + " receiver's health says which")
                            : Refusal.tryAgain(
                                    "not_confirmed",
                                    "Kafka has not confirmed what was sent; send the whole body again in a moment"));
        }
        if (cause instanceof RejectedExecutionException) {
            return form.of(Refusal.tryAgain("busy", "more arrives than can be handed on; try again in a moment"));
        }
        if (cause instanceof IOException || cause instanceof HttpException) {
            throw new CompletionException(cause);
        }
        log.error("A body could not be taken because of a defect", cause);
        return form.of(Refusal.of(500, "internal_error", "this is a defect of the receiver; its log says more"));
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }

    private void answer(Response response, Callback callback, Map<String, String> more, Answer answer) {
        journal.answered(answer);
        response.setStatus(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        more.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.getHeaders().put(header.getKey(), header.getValue());
        }
        response.write(true, answer.bytes(), callback);
    }
}
